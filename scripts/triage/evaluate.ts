/**
 * `npm run -s triage:evaluate`: how well triage does on families its models had
 * not seen. Every figure is made three times: across the whole development set in
 * five parts, on the three in ten families nobody read while writing the
 * rules, and on the posts that are never learned from. Rules alone, linear model alone, and together.
 */
import { byEarlier, byLength, bySignals } from '#triage/phases';
import { assess } from '#triage/assess';
import { rest } from '#triage/encoder';
import { flags, heightOf, higher, levels, type Level } from '#triage/levels';
import { signals, type Signal } from '#triage/signals';
import { crossed, scored, type Crossed } from './crossed.ts';
import { apart as keptForGood, isKeptApart, posts } from './data.ts';
import { ready, type Ready } from './embeddings.ts';
import { levelOf, macroF, thresholdsFor } from './thresholds.ts';

type Said = { post: Ready; said: Level };

/** Wilson’s bounds of a share, 95 %. */
function bounds(right: number, of: number): string {
  if (!of) return '   –';
  const [z, share] = [1.96, right / of];
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  return `${share.toFixed(3)} (${(middle - half).toFixed(3)}–${(middle + half).toFixed(3)}, ${right}/${of})`;
}

const isFlagged = (level: Level) => heightOf(level) >= heightOf('concern');

function figures(all: readonly Said[]): string {
  const share = (is: (level: Level) => boolean) => {
    const [right, there, said] = [all.filter((one) => is(one.post.level) && is(one.said)).length, all.filter((one) => is(one.post.level)).length, all.filter((one) => is(one.said)).length];
    return `recall ${bounds(right, there)} precision ${said ? (right / said).toFixed(2) : '–'}`;
  };
  const hard = all.filter(({ post }) => post.isHard && !isFlagged(post.level));
  return [
    `urgent ${share((level) => level === 'urgent')}`, `flagged ${share(isFlagged)}`,
    `hard negatives called urgent ${bounds(hard.filter(({ said }) => said === 'urgent').length, hard.length)}, flagged ${bounds(hard.filter(({ said }) => isFlagged(said)).length, hard.length)}`,
    `macro-F ${macroF(all.map(({ post, said }) => ({ is: post.level, said }))).toFixed(2)}`
  ].map((line) => `    ${line}`).join('\n');
}

const confusion = (all: readonly Said[]) => ['    is \\ said'.padEnd(16) + levels.map((one) => one.padStart(9)).join(''), ...levels.map((is) =>
  `    ${is}`.padEnd(16) + levels.map((as) => String(all.filter(({ post, said }) => post.level === is && said === as).length).padStart(9)).join(''))].join('\n');

/** What the rules would say with nothing learned: each signal at its own level. */
function byRules({ seen, ...text }: Ready): Level {
  const fired = Object.entries(signals as Record<string, Signal>).filter(([name]) => seen.fired.get(name)).map(([, { level }]) => level);
  const hasDistress = seen.cues.hits.has('distress') ? 'low' as const : 'none' as const;
  return [...fired, ...[...byLength(seen), ...byEarlier(seen, text)].map(({ level }) => level)].reduce<Level>(higher, hasDistress);
}
const raised = ({ seen, ...text }: Ready, level: Level) => [...bySignals(seen), ...byEarlier(seen, text)].reduce<Level>((most, one) => higher(most, one.level), level);

function told(name: string, all: readonly Ready[], scores: Map<Ready, Crossed>, known: readonly { post: Ready; scores: Crossed }[]) {
  console.log(`\n${name}: ${all.length} posts`);
  const at = (variant: 'now' | 'full') => thresholdsFor(known.map(({ post, scores: theirs }) => ({ post, scores: theirs[variant]! })));
  const [now, full] = [at('now'), known.every(({ scores: theirs }) => theirs.full) ? at('full') : undefined];
  const kinds: [string, (post: Ready) => Level][] = [
    ['rules alone', byRules], ['linear model alone, with its features of the rules', (post) => levelOf(scores.get(post)!.now, now)],
    ['together without the encoder', (post) => raised(post, levelOf(scores.get(post)!.now, now))],
    ...(full ? [['together with the encoder', (post: Ready) => raised(post, levelOf(scores.get(post)!.full!, full))] as [string, (post: Ready) => Level]] : [])
  ];
  for (const [kind, say] of kinds) {
    const said = all.map((post) => ({ post, said: say(post) }));
    console.log(`  ${kind}\n${figures(said)}`);
    if (kind !== kinds.at(-1)![0]) continue;
    console.log(confusion(said));
    const groups: [string, (post: Ready) => boolean][] = [['English', ({ language }) => language === 'en'], ['Norwegian', ({ language }) => language === 'nb'], ...([[0, 15], [15, 40], [40, 90], [90, 999]] as const).map(([from, to]) => [`${from}–${to} words`, ({ text }: Ready) => { const words = text.split(/\s+/).length; return words >= from && words < to; }] as [string, (post: Ready) => boolean])];
    for (const [group, isIn] of groups) if (said.some(({ post }) => isIn(post))) console.log(`  ${group} (${said.filter(({ post }) => isIn(post)).length})\n${figures(said.filter(({ post }) => isIn(post)))}`);
  }
}

const all = await ready(posts());
const judged = (scores: Map<Ready, Crossed>) => [...scores].map(([post, theirs]) => ({ post, scores: theirs }));
const everything = crossed(all);
told('Five parts, each judged by models of the other four', all, everything, judged(everything));
const [open, apart] = [all.filter((post) => !isKeptApart(post)), all.filter(isKeptApart)];
told('Families kept apart, judged by models of the others', apart, scored(open, apart), judged(crossed(open)));
const unseen = await ready(posts(keptForGood));
told('Posts never learned from, judged by models of the whole development set', unseen, scored(all, unseen), judged(everything));

console.log('\nAs it ships (it has seen these posts, so only flags and times say something)');
const times: number[] = [];
const shipped: { post: Ready; raised: readonly string[] }[] = [];
for (const post of all) {
  const began = performance.now();
  const { flags: theirs } = await assess(post, { patience: 10_000 });
  times.push(performance.now() - began);
  shipped.push({ post, raised: theirs });
}
rest();
for (const flag of flags) {
  const [right, there, said] = [shipped.filter(({ post, raised: theirs }) => post.flags.includes(flag) && theirs.includes(flag)).length, all.filter((post) => post.flags.includes(flag)).length, shipped.filter(({ raised: theirs }) => theirs.includes(flag)).length];
  console.log(`  ${flag.padEnd(16)} recall ${bounds(right, there)} precision ${said ? (right / said).toFixed(2) : '–'}`);
}
times.sort((a, b) => a - b);
console.log(`  time with the encoder: p50 ${times[times.length >> 1]!.toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)]!.toFixed(1)} ms`);
