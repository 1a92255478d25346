/**
 * Searching what was written here.
 *
 * Newest first, never by popularity. What others took back, what is hidden,
 * blocked or muted is not found. However many posts there are, one page looks
 * at a bounded part of them: first at the newest, then further back in
 * stretches of time (`search-rules.ts`); `reached` says how far it came when
 * it did not come to the end. What somebody looks for is written nowhere,
 * and stands in no address that says it (`search-addresses.ts`).
 */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import type { Member } from '#members/members';
import { mostOwn, ownOf, stretchOf, walkOf, type Found, type Looking, type Row, type Stretch, type Walk } from '#forum/hits';
import { pageSize, type Key } from '#forum/page-rules';
import * as rules from '#forum/search-rules';
import type { Asked, Leap, Look } from '#forum/search-rules';

export type { Found } from '#forum/hits';

/** `reached`: everything since then was looked at, and there is more before it. */
export type Answer = { found: Found[]; next: Key | null; reached: Date | null; folded: string[] | null; tooSlow: boolean };

export const nothing: Answer = { found: [], next: null, reached: null, folded: null, tooSlow: false };
/** PostgreSQL's own name for a statement that took longer than it may. */
const tookTooLong = '57014';

/** No statement of a search may take longer than this, in milliseconds. */
const patience = 1500;

/** A few words can be looked for; more than that is refused before it becomes an address. */
export function refuseLong({ isLong }: Asked): void {
  if (isLong) refuse('forum.search.long', 'q', { most: rules.longestSearch });
}

export async function find(member: Member, what: Asked, after: Key | null): Promise<Answer> {
  refuseLong(what);
  if (!what.words) return nothing;
  try {
    return await look(member, what, after);
  } catch (caught) {
    if ((caught as { code?: string }).code === tookTooLong) return { ...nothing, tooSlow: true };
    throw caught;
  }
}

/** Where times are coarse a list goes on after a post, never after a moment. */
async function keyOf(member: Member, after: Key | null): Promise<Key | null> {
  if (after?.at !== 0) return after;
  const [post] = await asking(member, () => sql<{ at: number }>`select (extract(epoch from created_at) * 1000000)::bigint as at from forum.posts where id = ${after.id}`);
  return post ? { at: post.at, id: after.id } : after;
}

/** What is written about often is one statement, what is rare two. */
async function look(member: Member, what: Asked, asked: Key | null): Promise<Answer> {
  const after = await keyOf(member, asked);
  const looking: Looking = { member, what, after, end: rules.since(what.when) };
  const first = await walk(looking);
  // Words that stand in every sentence, or only words to leave out: there is nothing to look for.
  if (!first.tree || first.tree === 'T') refuse('forum.search.common', 'q');
  const { found, folded, space, isOwn } = first;
  if (space !== 'forum') return coarsely(answer(found, null, folded));
  if (first.isAll || found.length > pageSize) return answer(found, null, folded);
  if (isOwn) return answer(found, first.from, folded);
  return furtherBack({ ...looking, end: Math.max(looking.end, first.oldest ?? 0) }, first);
}

async function walk(looking: Looking): Promise<Seen> {
  const rows = await asking(looking.member, () => walkOf(looking), patience);
  const walk = JSON.parse(rows[0]!.walk) as Walk;
  const isOwn = ownOf(looking.what) !== '';
  return { ...walk, isOwn, isAll: walk.looked < (isOwn || walk.space !== 'forum' ? mostOwn : rules.walkSize), found: foundIn(rows, walk.query) };
}

/** Rows without an id say only what was looked at. */
function foundIn(rows: Row[], query: string): Found[] {
  const around = rules.excerptsOf(rules.stemsOf(query));
  return rows.filter(({ id }) => id !== null).map(({ id, code, number, title, body, about, language, createdAt, key, isMine, isCoarse, name, face, seed, tag, board, boardNames }) =>
    ({ id, code, number, title, about, language, createdAt, key, isMine, isCoarse, name, face, seed, tag, board, boardNames, excerpt: around(body) }));
}

/** Stretch after stretch, until there is a page or this page has looked enough. */
async function furtherBack(looking: Looking, first: Seen): Promise<Answer> {
  const { query, found, folded } = first;
  const looks: Look[] = [];
  let next: Stretch | undefined = rules.afterWalk(first, looking.end, query);
  while (next && found.length <= pageSize) {
    const begun = performance.now();
    const piece: Stretch | undefined = looks.length < rules.limits.looks ? rules.narrower(next) : undefined;
    const hits: Hits = await stretch(looking, query, next, piece ? rules.mostHits : everyHit, looks.length ? null : rules.leap(first, next, looking.end, query));
    if (piece && hits.raw >= rules.mostHits) {
      next = piece;
      continue;
    }
    found.push(...hits.found);
    if (hits.isEnd) return answer(found, null, folded);
    looks.push({ from: hits.from, to: next.to, work: rules.workIn(first, next.to - hits.from, query), raw: hits.raw, took: performance.now() - begun });
    next = rules.further(looks, looking.end);
  }
  const reached = looks.at(-1)?.from ?? first.from;
  return answer(found, reached > looking.end ? reached : null, folded);
}

const coarsely = (answer: Answer): Answer => ({ ...answer, next: answer.next && { ...answer.next, at: 0 } });

function answer(found: Found[], reached: number | null, folded: string[] | null): Answer {
  const last = found[pageSize - 1];
  if (found.length > pageSize && last) return { ...nothing, found: found.slice(0, pageSize), next: { at: last.key, id: last.id }, folded };
  return { ...nothing, found, folded, next: reached === null ? null : rules.keyAt(reached), reached: reached === null ? null : new Date(reached / 1000) };
}

type Seen = Walk & { isOwn: boolean; isAll: boolean; found: Found[] };
type Hits = { from: number; raw: number; /** Everything older was looked at, too. */ isEnd: boolean; found: Found[] };
/** Where no smaller piece is left, all hits of a stretch are taken as they come. */
const everyHit = 2 ** 31 - 1;

/** One stretch of time before what was walked through, and with few hits there everything before it, by the index over words and spans. */
async function stretch(looking: Looking, query: string, next: Stretch, usable: number, leap: Leap | null): Promise<Hits> {
  const asked = (leap: Leap | null, most: number) => asking(looking.member, () => stretchOf(looking, query, next, usable, leap), most);
  // A word that was rare lately may have been in every post years ago: then that takes too long, and we go back step by step.
  const rows = await asked(leap, leap ? patience / 3 : patience).catch((caught: { code?: string }) => {
    if (!leap || caught.code !== tookTooLong) throw caught;
    return asked(null, patience);
  });
  return { from: Math.max(looking.end, rules.cover(next.from, next.to).from), raw: rows[0]!.raw, isEnd: rows[0]!.isEnd, found: foundIn(rows, query) };
}
