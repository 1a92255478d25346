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
import type { Asked, Leap, Look, Part } from '#forum/search-rules';

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

/** No statement of a search may take longer than this, in milliseconds. */
const patience = 1500;

export async function find(member: Member, what: Asked, after: Key | null): Promise<Answer> {
  if (what.isLong) refuse('forum.search.long', 'q', { most: rules.longestSearch });
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

type Hits = { from: number; raw: number; /** Everything older was looked at, too. */ isEnd: boolean; found: Found[] };
type Stretch = { from: number; to: number };
type Looking = { member: Member; what: Asked; after: Key | null; end: number };
/** What the walk saw. `space`: one search, one space, for hits of two in one order would tell when. */
type Walk = {
  query: string; tree: string; folded: string[] | null; space: string; looked: number; raw: number; rarest: number; from: number; to: number; oldest: number | null;
};
type Seen = Walk & { isOwn: boolean; isAll: boolean; found: Found[] };
type Row = Omit<Found, 'excerpt'> & { body: string };
/** The walk stands in each row, as JSON; without hits there is one row of nothing else. */
type Walked = Row & { walk: string };

/** Somebody's own or saved posts are few enough to look at in one go. */
const mostOwn = 3000;
/** Where no smaller piece is left, all hits of a stretch are taken as they come. */
const everyHit = 2 ** 31 - 1;

function ownOf({ kind, who }: Asked): 'saved' | 'me' | '' {
  return kind === 'saved' ? 'saved' : who === 'me' ? 'me' : '';
}

/**
 * Walks through the newest posts: of everybody, of a place, or of those the
 * member wrote or saved.
 */
const walkOf = ({ member, what, after, end }: Looking) => {
  const at = after?.at ?? 9e15;
  const id = after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const own = ownOf(what);
  return sql<Walked>`
    with asked as materialized (
      select q, coalesce((select space from forum.boards where code = ${what.board}), 'forum') as space
        from (select case ${what.language}::text
                       when 'en' then websearch_to_tsquery('english', ${what.words})
                       when 'nb' then websearch_to_tsquery('norwegian', ${what.words})
                       else websearch_to_tsquery('english', ${what.words}) || websearch_to_tsquery('norwegian', ${what.words}) end as q) said
    ), walked as materialized (
      (select id, created_at, language, thread_id, persona_id, search from forum.posts
        where ${own} = '' and (select space from asked) <> 'forum' and space <> 'forum' and space = (select space from asked)
          and (created_at, id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond', ${id}::uuid)
          and created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
        order by created_at desc, id desc limit ${mostOwn})
      union all
      (select id, created_at, language, thread_id, persona_id, search from forum.posts
        where ${own} = '' and (select space from asked) = 'forum' and space = 'forum'
          and (created_at, id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond', ${id}::uuid)
          and created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
        order by created_at desc, id desc limit ${rules.walkSize})
      union all
      (select id, created_at, language, thread_id, persona_id, search from forum.posts
        where ${own} = 'me' and persona_id = any(members.my_personas()) and space = (select space from asked)
          and (created_at, id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond', ${id}::uuid)
          and created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
        order by created_at desc, id desc limit ${mostOwn})
      union all
      (select p.id, p.created_at, p.language, p.thread_id, p.persona_id, p.search from forum.saves s join forum.posts p on p.id = s.post_id
        where ${own} = 'saved' and s.member_id = ${member.id} and p.space = (select space from asked)
          and (p.created_at, p.id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond', ${id}::uuid)
          and p.created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
        order by p.created_at desc, p.id desc limit ${mostOwn})
    ), judged as materialized (
      select id, created_at, search @@ (select q from asked) as is_hit,
             (${what.language} = 'both' or language = ${what.language})
             and (${what.who} <> 'hosts' or persona_id in (select persona_id from members.faces where tag is not null))
             and (${what.board} = '' or (select b.code from forum.threads t join forum.boards b on b.id = t.board_id where t.id = thread_id) = ${what.board}) as is_wanted
        from walked
    ), counted as materialized (
      select count(*)::int as looked, (count(*) filter (where is_hit))::int as raw,
             (extract(epoch from min(created_at)) * 1000000)::bigint as "from", (extract(epoch from max(created_at)) * 1000000)::bigint as "to",
             (extract(epoch from (select created_at from forum.posts order by created_at limit 1)) * 1000000)::bigint as oldest,
             coalesce(array_agg(id order by created_at desc, id desc) filter (where is_hit and is_wanted), '{}') as ids
        from judged
    ), walk as materialized (
      select json_build_object('query', (select q::text from asked), 'tree', (select querytree(q) from asked), 'space', (select space from asked),
               'folded', (select about from forum.folds where member_id = ${member.id}), 'looked', looked, 'raw', raw, 'from', "from", 'to', "to", 'oldest', oldest,
               'rarest', case when raw > ${pageSize} then raw else ( -- a page is full; else further back it counts how often the rarest word was there
                 select coalesce(min(n), 0) from regexp_matches((select q::text from asked), '(!?)(''(?:[^'']|'''')+'')', 'g') word
                  cross join lateral (select count(*) as n from walked where search @@ word[2]::tsquery) held where word[1] = '') end)::text as walk, ids
        from counted
    )
    select walk.walk, f.* from walk left join lateral (
      select f.id, f.code, f.number, f.title, f.body, f.about, f.language, f.created_at, (extract(epoch from f.created_at) * 1000000)::bigint as key,
             coalesce(f.persona_id = any((select members.my_personas())::uuid[]), false) as is_mine, (select space from asked) <> 'forum' as is_coarse, f.name, f.face, f.seed, f.tag, f.board, f.board_names
        from unnest(walk.ids) with ordinality as h(id, place)
        join lateral (select * from forum.findable where id = h.id offset 0) f on true
       where (${what.who} = 'all' or (${what.who} = 'me' and f.persona_id = any((select members.my_personas())::uuid[])) or (${what.who} = 'hosts' and f.tag is not null))
         and (f.board = ${what.board} or (${what.board} = '' and f.board_id::text not in (
               select subject from forum.mutes where member_id = ${member.id} and kind = 'board')))
       order by h.place limit 21
    ) f on true`;
};

type Stretched = Row & { raw: number; isEnd: boolean };

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

const stretchOf = ({ member, what, after, end }: Looking, query: string, { from, to }: Stretch, usable: number, leap: Leap | null) => {
  const near = rules.cover(from, to);
  const start = Math.max(end, near.from);
  return sql<Stretched>`
    with near as materialized (
      select *, false as is_far from forum.hits(${near.spans}::int[], ${query}::tsquery, ${rules.mostHits})
    ), counted as materialized (
      select count(*)::int as raw, count(*) <= ${leap?.most ?? -1} as leaps from near
    ), far as materialized (
      select h.*, true as is_far from counted cross join lateral forum.hits(${leap?.spans ?? []}::int[], ${query}::tsquery, ${rules.mostHits}) h where leaps
    ), judged as materialized (
      select coalesce(array_agg(id order by created_at desc, id desc), '{}') as ids
        from (select * from near union all select * from far) hits
       where (${what.language} = 'both' or language = ${what.language})
         and (${what.who} <> 'hosts' or persona_id in (select persona_id from members.faces where tag is not null))
         and (${what.board} = '' or (select b.code from forum.threads t join forum.boards b on b.id = t.board_id where t.id = thread_id) = ${what.board})
         and case when is_far then (select count(*) from far) < ${rules.mostHits}
                    and created_at < 'epoch'::timestamptz + ${start}::bigint * interval '1 microsecond' and created_at >= 'epoch'::timestamptz + ${end}::bigint * interval '1 microsecond'
                  else (select raw from counted) < ${usable}
                    and (created_at, id) < ('epoch'::timestamptz + ${to}::bigint * interval '1 microsecond', ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
                    and created_at >= 'epoch'::timestamptz + ${start}::bigint * interval '1 microsecond' end
    )
    select counted.raw, counted.leaps and (select count(*) from far) < ${rules.mostHits} as is_end, f.* from counted cross join judged left join lateral (
      select f.id, f.code, f.number, f.title, f.body, f.about, f.language, f.created_at, (extract(epoch from f.created_at) * 1000000)::bigint as key,
             coalesce(f.persona_id = any((select members.my_personas())::uuid[]), false) as is_mine, false as is_coarse, f.name, f.face, f.seed, f.tag, f.board, f.board_names
        from unnest(judged.ids) with ordinality as h(id, place)
        join lateral (select * from forum.findable where id = h.id offset 0) f on true
       where (${what.who} = 'all' or (${what.who} = 'me' and f.persona_id = any((select members.my_personas())::uuid[])) or (${what.who} = 'hosts' and f.tag is not null))
         and (f.board = ${what.board} or (${what.board} = '' and f.board_id::text not in (
               select subject from forum.mutes where member_id = ${member.id} and kind = 'board')))
       order by h.place limit 21
    ) f on true`;
};
