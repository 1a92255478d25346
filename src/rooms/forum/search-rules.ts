/**
 * Searching: what may be asked, how far back is looked at a time, and how a
 * hit is shown.
 *
 * The newest come first, so the search looks at one stretch of time after
 * another and stops when it has a page. How long the next stretch is follows
 * from what the one before it held and cost. When it stops before the end,
 * the page says how far it came and offers to go on.
 */
import type { Language } from '#platform/words';
import { isCode, type Key } from '#forum/page-rules';
import { lengthOf, tidyLine, unmarked } from '#forum/text-rules';
import { tagAt } from '#forum/thread-rules';

export const longestSearch = 100;
export const whose = ['all', 'me', 'hosts'] as const;
export const kindsOfFind = ['all', 'saved'] as const;
export const whens = ['all', 'week', 'month', 'year'] as const;
export const searched: readonly (Language | 'both')[] = ['en', 'nb', 'both'];
export type Asked = {
  words: string;
  isLong: boolean;
  board: string;
  /** The address of a condition that the thread names. */
  tag: string;
  who: (typeof whose)[number];
  kind: (typeof kindsOfFind)[number];
  when: (typeof whens)[number];
  language: Language | 'both';
};

const among = <One extends string>(list: readonly One[], text: string | null): One => list.find((one) => one === text) ?? list[0]!;

/** What a form asks for; what we do not know counts as not asked. */
export function asked(from: URLSearchParams, own: Asked['language']): Asked {
  const given = from.get('q') ?? '';
  const words = plainSigns(tidyLine(given.slice(0, longestSearch * 10)));
  const board = from.get('board');
  return {
    words,
    isLong: given.length > longestSearch * 10 || lengthOf(words) > longestSearch,
    board: isCode(board) ? board : '',
    tag: tagAt(from.get('tag')) ? from.get('tag')! : '',
    who: from.get('kind') === 'mine' ? 'me' : among(whose, from.get('who')),
    kind: among(kindsOfFind, from.get('kind')),
    when: among(whens, from.get('when')),
    language: searched.find((one) => one === from.get('language')) ?? own
  };
}

/** Phones and languages write quotation marks and the minus in many ways. */
const plainSigns = (text: string) => text.replace(/[“”„«»]/g, '"').replace(/(?<=^|\s)[−–]/g, '-');

/** What was asked, as a form says it; what is as usual goes without saying. */
export function saying(what: Asked): Record<string, string> {
  const narrowed = (['board', 'tag', 'who', 'kind', 'when'] as const).filter((name) => what[name] && what[name] !== 'all').map((name) => [name, what[name]]);
  return { q: what.words, language: what.language, ...Object.fromEntries(narrowed) as Record<string, string> };
}

/** A condition alone, without words or anything else: its threads are a list, not a search. */
export const isOnlyTag = ({ words, tag, board, who, kind, when }: Asked) => tag !== '' && words === '' && board === '' && who === 'all' && kind === 'all' && when === 'all';

/** Where a question stands that was sealed (`search-addresses.ts`), or where it goes on. */
export const addressOf = (sealed: string, after: string | null) => `/search?s=${sealed}${after ? `&after=${after}` : ''}`;

const days = { all: Infinity, week: 7, month: 31, year: 366 };
const day = 24 * 3600 * 1e6;
/** Where looking back ends, in microseconds. */
export const since = (when: Asked['when'], now = Date.now()) => Math.max(0, Math.floor(now * 1000 - days[when] * day));

/* ---- Stretches of time; `forum.spans` in the database makes the same numbers ---- */

const quarter = 900 * 1e6;
const steps = [1, 16, 256, 4096, 65536].map((quarters) => quarters * quarter);
const apart = 16_777_216;

/** Spans that cover the time from `from` to `to` (in microseconds), and where they really begin. Never more than about seventy. */
export function cover(from: number, to: number, level = Math.max(0, steps.findLastIndex((step) => step * 4 <= to - from))): { spans: number[]; from: number } {
  const step = steps[level]!;
  const [first, last] = [Math.floor(Math.max(0, from) / step), Math.floor(Math.max(0, to) / step)];
  return { spans: Array.from({ length: last - first + 1 }, (_, at) => level * apart + first + at), from: first * step };
}

/** One look: which stretch, about how many entries of the index were gone through, how many posts had the words, how long it took in milliseconds. */
export type Look = { from: number; to: number; work: number; raw: number; took: number };

/** A look should hold about this many hits and take about this long. */
export const aim = { hits: 300, took: 6, growth: 32 };
/** All looks of one page together: then the search stops and says so. The clock hurries it only where there is much to go through. */
export const limits = { looks: 8, hits: 2500, took: 20, cheap: 15_000, longest: 100 };

/** Where the next look goes to, or nothing when this page has looked enough. */
export function further(looks: readonly Look[], end: number): { from: number; to: number } | undefined {
  const last = looks.at(-1)!;
  const sum = (of: 'raw' | 'took' | 'work') => looks.reduce((all, look) => all + look[of], 0);
  const isCheap = sum('work') < limits.cheap;
  if (last.from <= end || looks.length >= limits.looks || sum('raw') >= limits.hits || sum('took') >= (isCheap ? limits.longest : limits.took)) return undefined;
  const byCost = isCheap ? Math.max(1, limits.cheap / Math.max(1, last.work)) : aim.took / Math.max(0.1, last.took);
  const growth = Math.min(aim.growth, aim.hits / Math.max(1, last.raw), byCost);
  return { from: Math.max(end, Math.floor(last.from - (last.to - last.from) * growth)), to: last.from };
}

/** More hits than this in one stretch are not read: it was meant to hold a few hundred, so a smaller piece is looked at. */
export const mostHits = 600;

/** Everything before a stretch, in the longest spans there are; looked at together with it when it has no more than `most` hits. */
export type Leap = { spans: number[]; most: number };

/**
 * Whether all that is older may be looked at together with the first stretch:
 * only if, by what the newest posts and the stretch hold, a few hundred posts
 * there have the words and the index goes through no more than is cheap.
 */
export function leap(walk: { from: number; to: number; rarest: number }, { from, to }: { from: number; to: number }, end: number, query: string): Leap | null {
  if (from <= end || isPhrase(query) || workIn(walk, from - end, query) > limits.cheap) return null;
  const times = (from - end) / (to - from);
  const most = Math.floor(Math.min(mostHits - 1, mostHits / times, limits.cheap / times - 1));
  return most < 0 ? null : { spans: cover(end, from, steps.length - 1).spans, most };
}

/** A stretch that held more than was meant to be read is looked at again in a smaller piece, unless there is none. */
export const narrower = ({ from, to }: { from: number; to: number }) =>
  to - from > quarter ? { from: Math.max(from, Math.floor(to - Math.max(quarter, (to - from) / aim.growth))), to } : undefined;

/** Of words in quotation marks the index knows only where they might be; each post has to be opened to see. */
const isPhrase = (query: string) => /<(?:-|\d+)>/.test(query);

/** The newest posts are simply walked through. What they held says how long the first stretch is. */
export const walkSize = 300;
export function afterWalk(walk: { from: number; to: number; raw: number }, end: number, query = ''): { from: number; to: number } {
  const wide = Math.max(60 * 1e6, walk.to - walk.from) * Math.min(isPhrase(query) ? 1 : aim.growth / 2, aim.hits / (walk.raw + 1));
  return { from: Math.max(end, Math.floor(walk.from - wide)), to: walk.from };
}

/**
 * About how much a stretch makes the index go through, if people wrote then as
 * they do now: of words that all have to be there, as much as of the rarest.
 */
export const workIn = (walk: { from: number; to: number; rarest: number }, wide: number, query: string) =>
  Math.max((walk.rarest * wide) / Math.max(60 * 1e6, walk.to - walk.from), isPhrase(query) ? limits.cheap : 0);

/* ---- Showing a hit ---- */

export type Part = { text: string; isHit: boolean };
const around = { before: 60, all: 220 };

/** The words looked for, as the database has cut them to their stems; unwanted ones left out. */
export const wordsOf = (query: string): string[] => [...query.matchAll(/(!?)('(?:[^']|'')+')/g)].filter(([, not]) => !not).map(([, , word]) => word!);
/** The same, as they begin in a text. */
export const stemsOf = (query: string): string[] =>
  wordsOf(query).map((word) => word.slice(1, -1).replaceAll("''", "'").replace(/[ie]$/, '')).filter((stem) => stem.length > 1);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A piece of a text around the first word that was looked for, without its marks. Text only: nothing of it is ever read as HTML. */
export const excerpt = (body: string, stems: readonly string[]): Part[] => excerptsOf(stems)(body);

/** The same for many texts. */
export function excerptsOf(stems: readonly string[]): (body: string) => Part[] {
  const wanted = stems.length ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${stems.map(escaped).join('|')})[\\p{L}\\p{M}\\p{N}’']*`, 'giu') : undefined;
  return (body) => cutAround(unmarked(body).replace(/\s+/g, ' '), wanted);
}

function cutAround(text: string, wanted: RegExp | undefined): Part[] {
  const first = wanted ? text.search(wanted) : -1;
  const [start, end] = [edge(text, Math.max(0, first - around.before)), edge(text, Math.max(0, first - around.before) + around.all)];
  const cut = text.slice(start, end);
  const parts: Part[] = [];
  let at = 0;
  for (const hit of wanted ? cut.matchAll(wanted) : []) {
    parts.push({ text: cut.slice(at, hit.index), isHit: false }, { text: hit[0], isHit: true });
    at = hit.index + hit[0].length;
  }
  parts.push({ text: cut.slice(at), isHit: false });
  if (start > 0) parts.unshift({ text: '… ', isHit: false });
  if (end < text.length) parts.push({ text: ' …', isHit: false });
  return parts.filter((part) => part.text !== '');
}

/** Between two words near this place; a very long word may be cut, an emoji never. */
function edge(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.min(Math.max(at, 0), text.length);
  const space = text.indexOf(' ', at);
  if (space >= 0 && space - at < 20) return space + 1;
  return /[\udc00-\udfff]/.test(text[at]!) ? at + 1 : at;
}

/** Where a page that stopped early goes on. */
export const keyAt = (at: number): Key => ({ at, id: '00000000-0000-0000-0000-000000000000' });
