/**
 * Searching what was written here.
 *
 * Newest first, never by popularity. What others took back, what is hidden,
 * blocked or muted is not found. However many posts there are, one page looks
 * at a bounded part of them: first at the newest, then further back in
 * stretches of time (`search-rules.ts`); `reached` says how far it came when
 * it did not come to the end. What somebody looks for is written nowhere.
 */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import type { Member } from '#members/members';
import { pageSize, type Key } from '#forum/page-rules';
import * as rules from '#forum/search-rules';
import type { Asked, Look, Part } from '#forum/search-rules';

export type Found = {
  id: string;
  code: string;
  number: number;
  title: string;
  excerpt: Part[];
  about: string[];
  language: string;
  createdAt: Date;
  key: number;
  isMine: boolean;
  isCoarse: boolean;
  name: string | null;
  face: string | null;
  seed: string | null;
  tag: 'host' | 'moderator' | 'steward' | null;
  board: string;
  boardNames: Record<string, string>;
};
/** `reached`: everything since then was looked at, and there is more before it. */
export type Answer = { found: Found[]; next: Key | null; reached: Date | null; folded: string[] | null; tooSlow: boolean };

export const nothing: Answer = { found: [], next: null, reached: null, folded: null, tooSlow: false };
/** PostgreSQL's own name for a statement that took longer than it may. */
const tookTooLong = '57014';

export async function find(member: Member, what: Asked, after: Key | null): Promise<Answer> {
  if (what.isLong) refuse('forum.search.long', 'q', { most: rules.longestSearch });
  if (!what.words) return nothing;
  try {
    return await asking(member, () => look(member, what, after));
  } catch (caught) {
    if ((caught as { code?: string }).code === tookTooLong) return { ...nothing, tooSlow: true };
    throw caught;
  }
}

type Query = { query: string; tree: string; folded: string[] | null; space: string | null };

/** The words as the database reads them. No statement of a search may take longer than this. */
async function read(member: Member, what: Asked): Promise<Query> {
  const [query] = await sql<Query>`
    select q::text as query, querytree(q) as tree, (select about from forum.folds where member_id = ${member.id}) as folded,
           (select space from forum.boards where code = ${what.board}) as space,
           set_config('statement_timeout', '1500', true)
      from (select case ${what.language}::text
                     when 'en' then websearch_to_tsquery('english', ${what.words})
                     when 'nb' then websearch_to_tsquery('norwegian', ${what.words})
                     else websearch_to_tsquery('english', ${what.words}) || websearch_to_tsquery('norwegian', ${what.words}) end as q) read`;
  // Words that stand in every sentence, or only words to leave out: there is nothing to look for.
  if (!query!.tree || query!.tree === 'T') refuse('forum.search.common', 'q');
  return query!;
}

/** Where times are coarse a list goes on after a post, never after a moment. */
async function keyOf(after: Key | null): Promise<Key | null> {
  if (after?.at !== 0) return after;
  const [post] = await sql<{ at: number }>`select (extract(epoch from created_at) * 1000000)::bigint as at from forum.posts where id = ${after.id}`;
  return post ? { at: post.at, id: after.id } : after;
}

async function look(member: Member, what: Asked, asked: Key | null): Promise<Answer> {
  const { query, folded, space: of } = await read(member, what);
  const space = of ?? 'forum';
  const after = await keyOf(asked);
  const from = rules.since(what.when);
  const stems = rules.stemsOf(query);
  const first = await newest({ member, what, query, space, after, end: from, stems });
  const looking: Looking = { member, what, query, space, after, end: Math.max(from, first.oldest ?? 0), stems };
  const found = await shown(looking, first.ids);
  if (space !== 'forum') return coarsely(answer(found, null, folded));
  if (first.isAll || found.length > pageSize) return answer(found, null, folded);
  if (what.kind === 'saved' || what.who === 'me') return answer(found, first.from, folded);

  const looks: Look[] = [];
  let next: Stretch | undefined = rules.afterWalk(first, looking.end, query);
  while (next && found.length <= pageSize) {
    const begun = performance.now();
    const { from, raw, ids }: Hits = await stretch(looking, next);
    const piece: Stretch | undefined = raw >= mostHits && looks.length < rules.limits.looks ? rules.narrower(next) : undefined;
    if (piece) {
      next = piece;
      continue;
    }
    found.push(...(await shown(looking, ids)));
    looks.push({ from, to: next.to, work: rules.workIn(first, next.to - from, query), raw, took: performance.now() - begun });
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

type Hits = { from: number; raw: number; ids: string[] };
type Stretch = { from: number; to: number };
type Looking = { member: Member; what: Asked; query: string; /** One search, one space: hits of two in one order would tell when. */ space: string; after: Key | null; end: number; stems: string[] };
type Newest = { looked: number; raw: number; rarest: number; from: number; to: number; oldest: number | null; ids: string[]; isAll: boolean };

/** Somebody's own or saved posts are few enough to look at in one go. */
const mostOwn = 3000;

/** Walks through the newest posts: of everybody, or of those the member wrote or saved. */
async function newest({ member, what, query, space, after, end }: Looking): Promise<Newest> {
  const at = after?.at ?? 9e15;
  const id = after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const own = what.kind === 'saved' ? 'saved' : what.who === 'me' ? 'me' : space === 'forum' ? '' : 'place';
  const size = own ? mostOwn : rules.walkSize;
  const [walk] = await sql<Newest>`
    with walked as materialized (
      (select id, created_at, language, thread_id, persona_id, search from forum.posts
        where ${own} = 'place' and space <> 'forum' and space = ${space}
          and (created_at, id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond', ${id}::uuid)
          and created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
        order by created_at desc, id desc limit ${size})
      union all
      (select id, created_at, language, thread_id, persona_id, search from forum.posts
        where ${own} = '' and space = 'forum' and (created_at, id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond', ${id}::uuid)
          and created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
        order by created_at desc, id desc limit ${size})
      union all
      (select id, created_at, language, thread_id, persona_id, search from forum.posts
        where ${own} = 'me' and persona_id = any(members.my_personas()) and space = ${space}
          and (created_at, id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond', ${id}::uuid)
          and created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
        order by created_at desc, id desc limit ${size})
      union all
      (select p.id, p.created_at, p.language, p.thread_id, p.persona_id, p.search from forum.saves s join forum.posts p on p.id = s.post_id
        where ${own} = 'saved' and s.member_id = ${member.id} and p.space = ${space}
          and (p.created_at, p.id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond', ${id}::uuid)
          and p.created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
        order by p.created_at desc, p.id desc limit ${size})
    ), judged as (
      select id, created_at, search @@ ${query}::tsquery as is_hit,
             (${what.language} = 'both' or language = ${what.language})
             and (${what.who} <> 'hosts' or persona_id in (select persona_id from members.faces where tag is not null))
             and (${what.board} = '' or (select b.code from forum.threads t join forum.boards b on b.id = t.board_id where t.id = thread_id) = ${what.board}) as is_wanted
        from walked
    )
    select count(*)::int as looked, (count(*) filter (where is_hit))::int as raw,
           (select coalesce(min(n), 0)::int from unnest(${rules.wordsOf(query)}::text[]) word
             cross join lateral (select count(*) as n from walked where search @@ word::tsquery) held) as rarest,
           (extract(epoch from min(created_at)) * 1000000)::bigint as "from", (extract(epoch from max(created_at)) * 1000000)::bigint as "to",
           (extract(epoch from (select created_at from forum.posts order by created_at limit 1)) * 1000000)::bigint as oldest,
           coalesce(array_agg(id order by created_at desc, id desc) filter (where is_hit and is_wanted), '{}') as ids
      from judged`;
  return { ...walk!, isAll: walk!.looked < size };
}

/** More hits than this in one stretch are not read: it was meant to hold a few hundred, so a smaller piece is looked at. */
const mostHits = 600;

/** One stretch of time before what was walked through, by the index over words and spans. */
async function stretch({ what, query, after, end }: Looking, { from, to }: Stretch): Promise<Hits> {
  const covered = rules.cover(from, to);
  const start = Math.max(end, covered.from);
  const [hits] = await sql<{ raw: number; ids: string[] }>`
    with hits as materialized (
      select id, created_at, language, thread_id, persona_id from forum.hits(${covered.spans}::int[], ${query}::tsquery, ${mostHits})
    )
    select count(*)::int as raw,
           coalesce(array_agg(id order by created_at desc, id desc) filter (where (${what.language} = 'both' or language = ${what.language})
             and (${what.who} <> 'hosts' or persona_id in (select persona_id from members.faces where tag is not null))
             and (${what.board} = '' or (select b.code from forum.threads t join forum.boards b on b.id = t.board_id where t.id = thread_id) = ${what.board})
             and (created_at, id) < ('epoch'::timestamptz + ${to}::bigint * interval '1 microsecond', ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
             and created_at >= 'epoch'::timestamptz + ${start}::bigint * interval '1 microsecond'), '{}') as ids
      from hits`;
  return { from: start, ...hits! };
}

type Row = Omit<Found, 'excerpt'> & { body: string };

/** Of these posts, in this order, one page of those the member may find and asked for. */
async function shown({ member, what, space, stems }: Looking, ids: string[]): Promise<Found[]> {
  if (!ids.length) return [];
  const rows = await sql<Row>`
    select f.id, f.code, f.number, f.title, f.body, f.about, f.language, f.created_at, (extract(epoch from f.created_at) * 1000000)::bigint as key,
           coalesce(f.persona_id = any(members.my_personas()), false) as is_mine, ${space}::text <> 'forum' as is_coarse, f.name, f.face, f.seed, f.tag, f.board, f.board_names
      from unnest(${ids}::uuid[]) with ordinality as h(id, place)
      join lateral (select * from forum.findable where id = h.id offset 0) f on true
     where (${what.who} = 'all' or (${what.who} = 'me' and f.persona_id = any(members.my_personas())) or (${what.who} = 'hosts' and f.tag is not null))
       and (f.board = ${what.board} or (${what.board} = '' and f.board_id::text not in (
             select subject from forum.mutes where member_id = ${member.id} and kind = 'board')))
     order by h.place limit 21`;
  return rows.map(({ body, ...found }) => ({ ...found, excerpt: rules.excerpt(body, stems) }));
}
