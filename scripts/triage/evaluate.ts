/**
 * `npm run -s triage:evaluate`: how well triage does on families its models had
 * not seen. Thrice: across the whole development set in five parts, each judged
 * by models of the other four (`crossed.json`, which training wrote down), and
 * as it ships on the posts that are never learned from, and on those nobody has read.
 */
import { assess, assessNow, patience } from '#triage/assess';
import { rest, wake } from '#triage/encoder';
import { see } from '#triage/features';
import { flags, higher, type Level } from '#triage/levels';
import { thresholds } from '#triage/model';
import { byEarlier, byLength } from '#triage/phases';
import { signals, type Signal } from '#triage/signals';
import { crossed, type Crossed } from './crossed.ts';
import { apart, later, posts, type Post } from './data.ts';
import { bounds, isFlagged, told, toldWhole, type Said } from './figures.ts';
import { raised } from './raised.ts';
import { levelOf } from './thresholds.ts';

type Read = { post: Post; seen: ReturnType<typeof see> };

/** What the rules would say with nothing learned: each signal at its own level. */
function byRules({ seen }: Read): Level {
  const fired = Object.entries(signals as Record<string, Signal>).filter(([name]) => seen.fired.get(name)).map(([, { level }]) => level);
  const hasDistress = seen.cues.hits.has('distress') ? 'low' as const : 'none' as const;
  return [...fired, ...[...byLength(seen), ...byEarlier(seen)].map(({ level }) => level)].reduce<Level>(higher, hasDistress);
}

const development: Read[] = posts().map((post) => ({ post, seen: see(post) }));
const scores = crossed();
const scoresFor = ({ id }: Post): Crossed => {
  const one = scores.get(id);
  if (!one) throw new Error(`${id} was not learned from: npm run -s triage:train`);
  return one;
};
const say = (by: (read: Read) => Level): Said[] => development.map((read) => ({ post: read.post, said: by(read) }));
console.log(`Five parts, each judged by models of the other four: ${development.length} posts`);
console.log(told('rules alone', say(byRules)));
console.log(told('linear model alone, with its features of the rules', say(({ post }) => levelOf(scoresFor(post).now, thresholds.now))));
console.log(told('together without the encoder', say(({ post, seen }) => raised({ ...post, seen }, levelOf(scoresFor(post).now, thresholds.now), scoresFor(post).now))));
const full = say(({ post, seen }) => raised({ ...post, seen }, levelOf(scoresFor(post).full, thresholds.full), scoresFor(post).now));
console.log(toldWhole('together with the encoder', full));
for (const set of new Set(development.map(({ post }) => post.set))) console.log(told(`only ${set} (${full.filter(({ post }) => post.set === set).length})`, full.filter(({ post }) => post.set === set)));

console.log('\nFlags of the models with the encoder in the five parts');
for (const flag of flags) {
  const at = thresholds.flagsFull[flag];
  if (at === undefined) continue;
  const [isThere, isSaid] = [({ post }: Read) => post.flags.includes(flag), ({ post }: Read) => (scoresFor(post).flags[flag] ?? -Infinity) >= at];
  const [there, said] = [development.filter(isThere), development.filter(isSaid)];
  const right = there.filter(isSaid).length;
  console.log(`  ${flag.padEnd(16)} recall ${bounds(right, there.length)} precision ${said.length ? (right / said.length).toFixed(2) : '–'}`);
}

const unseen = posts(apart);
const hasEncoder = await wake();
console.log(`\nAs it ships, on posts never learned from: ${unseen.length} posts${hasEncoder ? '' : ' (the encoder is not here)'}`);
console.log(told('without the encoder', unseen.map((post) => ({ post, said: assessNow(post).level }))));
const times: number[] = [];
const shipped: { post: Post; said: Level; flags: readonly string[] }[] = [];
for (const post of unseen) {
  const began = performance.now();
  const { level, flags: theirs } = await assess(post, { patience: 10_000 });
  times.push(performance.now() - began);
  shipped.push({ post, said: level, flags: theirs });
}
console.log(toldWhole('with the encoder', shipped));
const raisedHard = shipped.filter(({ post, said }) => post.isHard && !isFlagged(post.level) && said === 'urgent').map(({ post }) => post.id);
console.log(`  hard negatives called urgent: ${raisedHard.join(' ')}`);
for (const flag of flags) {
  const there = shipped.filter(({ post }) => post.flags.includes(flag));
  const said = shipped.filter(({ flags: theirs }) => theirs.includes(flag));
  const right = there.filter(({ flags: theirs }) => theirs.includes(flag)).length;
  console.log(`  ${flag.padEnd(16)} recall ${bounds(right, there.length)} precision ${said.length ? (right / said.length).toFixed(2) : '–'}`);
}
/** Here a text waits for the encoder however long it takes; a member's does not. */
const tooLate = (all: readonly number[]) => {
  const late = all.filter((time) => time > patience).length;
  return `${late} of ${all.length} (${((100 * late) / all.length).toFixed(1)} %) would have been too late for the encoder at the ${patience} ms a member's text has: those go on with rules and the linear model`;
};
times.sort((a, b) => a - b);
console.log(`  time with the encoder: p50 ${times[times.length >> 1]!.toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)]!.toFixed(1)} ms`);
console.log(`  ${tooLate(times)}`);

const fresh = posts(later);
console.log(`\nAs it ships, on posts nobody has read: ${fresh.length} posts`);
const said: Said[] = [];
const freshTimes: number[] = [];
for (const post of fresh) {
  const began = performance.now();
  said.push({ post, said: (await assess(post, { patience: 10_000 })).level });
  freshTimes.push(performance.now() - began);
}
rest();
console.log(toldWhole('with the encoder', said));
console.log(`  ${tooLate(freshTimes)}`);
for (const set of new Set(fresh.map((post) => post.set))) console.log(told(`only ${set}`, said.filter(({ post }) => post.set === set)));
