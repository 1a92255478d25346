/**
 * A month of life, minute by minute, from a seed. Nothing here touches a database.
 *
 * Visits are laid out first. Who writes at which of them is drawn so that about
 * twenty threads a day are begun among 300 members, with about six replies
 * each. Then the month is played in the order of the clock: people see what
 * stands there at that moment, and hosts on the rota look at the queue as the
 * house shows it: newcomers first, then the oldest. A host who does not speak a
 * thread's language leaves it to one who does. Now and then one is ill, and
 * mostly somebody stands in.
 */
import { watches, type Rota } from '#house/duty-rules';
import { kindsFor, type Kind } from '#forum/reaction-rules';
import type { Want } from '#forum/thread-rules';
import type { Language } from '#platform/words';
import { chanceOf, type Chance } from './month-chance.ts';
import { day, hour, minute, peopleOf, visitsOf, type Known, type NameWords, type Options, type Person, type Visit } from './month-people.ts';
import { wordsFrom, type Board, type Opening, type Words } from './month-words.ts';

/** A Monday, in a season without a change of clocks. The rows are moved from here to the weeks before today. */
export const begins = Date.UTC(2026, 1, 2);
/** A rota is written out for eight weeks; more days would be without hosts. */
export const mostDays = 50;

export type Post = { by: number; at: number; text: string; about: string[]; language: Language; toNumber: number | null; helpedAt: number | null };
export type Thread = { code: string; opening: Opening; want: Want; isNewcomer: boolean; pull: number; said: Set<string>; posts: Post[] };
export type Mark = { thread: number; number: number; by: number; at: number };
export type View = { at: number; page: 'today' | 'talk' | 'thread' | 'reply' | 'board' };
export type Life = {
  people: Person[]; visits: Visit[]; threads: Thread[];
  reactions: (Mark & { kind: Kind })[]; saves: Mark[]; readings: Mark[]; views: View[];
};
export type World = { known: readonly Known[]; nameWords: NameWords; rota: Rota; boards: readonly Board[] };
type Act = { at: number; what: 'read' | 'reply' | 'begin' | 'host'; by: number; mood: Visit['day'] };
type Scene = Life & { chance: Chance; words: Words; read: Map<number, Map<number, Mark>>; wrote: Set<number> };

const perDay = 20;
const beganOtherwise = 0.92; // the rest are first words
const repliesEach = 5.6; // hosts add theirs
const wants: Record<Want, number> = { listen: 17, same: 21, ideas: 19, company: 17, facts: 5, none: 12 };

/** The whole month. The same options, the same month. */
export function live(options: Options, world: World): Life {
  const chance = chanceOf(options.seed);
  const people = peopleOf(options, begins, world.known, world.nameWords, chance);
  const visits = visitsOf(people, options, begins, chance);
  const acts = [...actsOf(visits, people, options, chance)];
  const hosts = hostsOf(people, options, world.rota, chance);
  visits.push(...hosts.visits);
  const scene: Scene = {
    people, visits, threads: [], reactions: [], saves: [], readings: [], views: visits.flatMap(({ from }) => [{ at: from, page: 'today' as const }, { at: from + minute / 2, page: 'talk' as const }]),
    chance, words: wordsFrom(world.boards, world.known, chance), read: new Map(), wrote: new Set()
  };
  const play = { read, reply, begin, host: answer };
  for (const act of [...acts, ...hosts.acts].sort((a, b) => a.at - b.at || a.by - b.by)) play[act.what](scene, act);
  scene.readings = [...scene.read.values()].flatMap((marks) => [...marks.values()]);
  return scene;
}

/** What is done at the visits: everybody reads; who writes when is drawn, heavier for those who write more. */
function* actsOf(visits: readonly Visit[], people: readonly Person[], { members, days }: Options, chance: Chance): Generator<Act> {
  const inside = ({ from, to }: Visit, least: number) => Math.floor(from + (to - from) * chance.between(least, 1));
  for (const visit of visits) {
    const long = (visit.to - visit.from) / minute;
    const times = Math.min(12, 1 + chance.count(long / (visit.day === 'bad' ? 5 : 3.2)));
    for (let at = 0; at < times; at++) yield { at: inside(visit, 0.1), what: 'read', by: visit.person, mood: visit.day };
  }
  const drawn = drawing(visits.map((visit) => people[visit.person]!.writes * (visit.day === 'bad' ? 0.7 : 1)), chance);
  const threads = chance.count(beganOtherwise * perDay * days * (members / 300));
  for (const [what, times] of [['begin', threads], ['reply', Math.round(threads * repliesEach)]] as const) {
    const busy = new Map<Visit, number>();
    for (let left = times, tries = 20 * times; left > 0 && tries > 0; tries--) {
      const visit = visits[drawn()]!;
      const done = busy.get(visit) ?? 0;
      if (done >= (what === 'begin' ? 1 : 6)) continue;
      busy.set(visit, done + 1);
      left--;
      yield { at: inside(visit, 0.25), what, by: visit.person, mood: visit.day };
    }
  }
}

/** Draws places by weight, again and again. */
function drawing(weights: readonly number[], chance: Chance): () => number {
  let sum = 0;
  const sums = weights.map((weight) => (sum += weight));
  return () => {
    const at = chance.next() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** The rota as it was kept: who was on, and each time they looked at the queue. */
function hostsOf(people: readonly Person[], { days }: Options, rota: Rota, chance: Chance): { visits: Visit[]; acts: Act[] } {
  const ends = begins + days * day;
  const found: { visits: Visit[]; acts: Act[] } = { visits: [], acts: [] };
  for (const watch of watches(rota, new Date(begins + 20 * day))) {
    for (const name of watch.names) {
      const [from, to] = [Math.max(begins, watch.from.getTime()), Math.min(ends, watch.to.getTime())];
      const on = people.findIndex((person) => person.name === name);
      const by = chance.happens(0.05) ? standIn(people, watch.names, on, chance) : on;
      if (by < 0 || from >= to) continue;
      found.visits.push({ person: by, from: from + chance.below(4) * minute, to, day: 'unsaid', isOwn: true, device: 'Firefox on Windows' });
      for (let at = from + chance.between(3, 15) * minute; at < to; at += chance.around(16, 0.5) * minute) found.acts.push({ at: Math.floor(at), what: 'host', by, mood: 'unsaid' });
    }
  }
  return found;
}

/** Who comes when a host is ill: one of the others, who speaks as they do if there is one; or nobody. */
function standIn(people: readonly Person[], names: readonly string[], ill: number, chance: Chance): number {
  const free = people.map((person, at) => ({ person, at })).filter(({ person, at }) => person.role && at !== ill && !names.includes(person.name));
  return chance.happens(0.75) ? (chance.weighted(free, ({ person }) => (person.language === people[ill]?.language ? 20 : 1))?.at ?? -1) : -1;
}

const last = (thread: Thread) => thread.posts.at(-1)!;
const age = (thread: Thread, at: number) => (at - last(thread).at) / hour;
const isAnswered = ({ posts }: Thread) => posts.some(({ by }) => by !== posts[0]!.by);
/** Who reads Norwegian often reads English; the other way round is rare. */
const understands = (person: Person, language: Language) => (person.language === language ? 1 : person.language === 'nb' ? 0.4 : 0.02);

/** Threads somebody wrote in during the last days, newest first, as places. */
function recent({ threads }: Scene, at: number, days: number): number[] {
  const found: number[] = [];
  for (let place = threads.length - 1; place >= 0 && threads[place]!.posts[0]!.at > at - days * day; place--) found.push(place);
  return found;
}

function begin(scene: Scene, { at, by, mood }: Act): void {
  const { chance, words, people, threads, wrote } = scene;
  const { language } = people[by]!;
  const isBad = mood === 'bad';
  const board = chance.weighted(words.boards(language), ({ board, size }) => size * (isBad && ['mood', 'pain', 'rest'].includes(board) ? 2 : 1))!.board;
  const want = chance.weighted(Object.keys(wants) as Want[], (one) => wants[one] * (isBad && (one === 'listen' || one === 'company') ? 2.5 : 1))!;
  const opening = words.opening(board, language, want);
  threads.push({
    code: chance.code(), opening, want, isNewcomer: !wrote.has(by), pull: chance.around(1, 0.6), said: new Set(),
    posts: [{ by, at, text: opening.text, about: opening.about, language, toNumber: null, helpedAt: null }]
  });
  wrote.add(by);
  mark(scene, threads.length - 1, by, at);
  scene.views.push({ at: at - minute, page: 'board' });
}

function mark(scene: Scene, place: number, by: number, at: number): void {
  const marks = scene.read.get(by) ?? new Map<number, Mark>();
  scene.read.set(by, marks.set(place, { thread: place, number: scene.threads[place]!.posts.length, by, at }));
  scene.views.push({ at, page: 'thread' });
}

function read(scene: Scene, { at, by }: Act): void {
  const { chance, people, threads } = scene;
  const seen = scene.read.get(by);
  const place = chance.weighted(recent(scene, at, 6), (one) => {
    const thread = threads[one]!;
    if (last(thread).at > at || (seen?.get(one)?.number ?? 0) >= thread.posts.length) return 0;
    const isOwn = thread.posts[0]!.by === by;
    return Math.exp(-age(thread, at) / 30) * understands(people[by]!, thread.posts[0]!.language) * (isOwn ? 12 : seen?.has(one) ? 2 : 1) * thread.pull;
  });
  if (place === undefined) return;
  mark(scene, place, by, at);
  const { posts, want } = threads[place]!;
  const others = posts.map((post, index) => ({ post, number: index + 1 })).filter(({ post }) => post.by !== by);
  if (!others.length) return;
  const { post, number } = chance.pick(others);
  if (chance.happens(people[by]!.writes ? 0.16 : 0.08)) scene.reactions.push({ thread: place, number, by, at, kind: chance.pick(kindsFor(post.about)) });
  if (chance.happens(0.02)) scene.saves.push({ thread: place, number, by, at });
  if (posts[0]!.by === by && want !== 'none' && chance.happens(0.15)) post.helpedAt ??= at;
}

function reply(scene: Scene, act: Act): void {
  const { chance, people, threads, wrote } = scene;
  const { at, by } = act;
  // First words are often a thread of one's own.
  if (!wrote.has(by) && chance.happens(0.5)) return begin(scene, act);
  const place = chance.weighted(recent(scene, at, 4), (one) => {
    const thread = threads[one]!;
    // Nobody answers themselves, and nobody has read and typed within some minutes.
    if (last(thread).by === by || last(thread).at > at - 6 * minute) return 0;
    const isOwn = thread.posts[0]!.by === by;
    return Math.exp(-age(thread, at) / 14) * understands(people[by]!, thread.posts[0]!.language) * (isOwn ? 8 : isAnswered(thread) ? 1 : 2) * (thread.want === 'none' ? 0.5 : 1) * thread.pull / (1 + thread.posts.length / 8);
  });
  if (place !== undefined) write(scene, place, at, by);
}

function write(scene: Scene, place: number, at: number, by: number): void {
  const { chance, words, people, threads } = scene;
  const { opening, posts, said } = threads[place]!;
  const voice = people[by]!.role ? 'host' : posts[0]!.by === by ? 'asker' : 'other';
  const { language } = posts[0]!;
  const to = chance.happens(0.3) ? 1 + chance.below(posts.length) : 1;
  posts.push({ by, at, ...words.reply(opening, language, voice, said), toNumber: to > 1 && posts[to - 1]!.by !== by ? to : null, helpedAt: null });
  scene.wrote.add(by);
  mark(scene, place, by, at);
  scene.views.push({ at: at - 2 * minute, page: 'reply' });
}

/** A host looks at the queue. Others get a while to answer first; a newcomer's first words do not wait for that. */
function answer(scene: Scene, { at, by }: Act): void {
  const { chance, people, threads } = scene;
  const speaks = (thread: Thread) => people[by]!.language === 'nb' || thread.posts[0]!.language === 'en';
  const waiting = recent(scene, at, 14).filter((one) => {
    const thread = threads[one]!;
    return thread.want !== 'none' && !isAnswered(thread) && speaks(thread) && thread.posts[0]!.at < at - (thread.isNewcomer ? 15 : 120) * minute;
  }).sort((a, b) => Number(threads[b]!.isNewcomer) - Number(threads[a]!.isNewcomer) || threads[a]!.posts[0]!.at - threads[b]!.posts[0]!.at);
  const [first] = waiting;
  if (first !== undefined) return write(scene, first, at, by);
  if (!chance.happens(0.12)) return;
  const warm = recent(scene, at, 2).filter((one) => speaks(threads[one]!) && threads[one]!.posts.every((post) => post.by !== by) && last(threads[one]!).at < at - 10 * minute);
  if (warm.length) write(scene, chance.pick(warm), at, by);
}
