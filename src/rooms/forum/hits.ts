/**
 * The two statements a search is made of, whole: a walk through the newest
 * posts, and a look at one stretch of time before them. Both judge what is
 * wanted and show a page of it in one go. As the text of a statement never
 * varies, what both show stands in each.
 */
import { sql } from '#db';
import type { Member } from '#members/members';
import { pageSize, type Key } from '#forum/page-rules';
import * as rules from '#forum/search-rules';
import type { Asked, Leap, Part } from '#forum/search-rules';
import { tagAt } from '#forum/thread-rules';

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
export type Stretch = { from: number; to: number };
export type Looking = { member: Member; what: Asked; after: Key | null; end: number };
/** What the walk saw. `space`: one search, one space, for hits of two in one order would tell when. */
export type Walk = {
  query: string; tree: string; folded: string[] | null; space: string; looked: number; raw: number; rarest: number; from: number; to: number; oldest: number | null;
};
export type Row = Omit<Found, 'excerpt'> & { body: string };
/** The walk stands in each row, as JSON; without hits there is one row of nothing else. */
type Walked = Row & { walk: string };

/** Somebody's own or saved posts are few enough to look at in one go. */
export const mostOwn = 3000;
export function ownOf({ kind, who }: Asked): 'saved' | 'me' | '' {
  return kind === 'saved' ? 'saved' : who === 'me' ? 'me' : '';
}

/**
 * Walks through the newest posts: of everybody, of a place, or of those the
 * member wrote or saved.
 */
export const walkOf = ({ member, what, after, end }: Looking) => {
  const at = after?.at ?? 9e15;
  const id = after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const own = ownOf(what);
  const tag = tagAt(what.tag) ?? '';
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
             and (${what.board} = '' or (select b.code from forum.threads t join forum.boards b on b.id = t.board_id where t.id = thread_id) = ${what.board})
             and (${tag} = '' or (select ${tag} = any(t.tags) from forum.threads t where t.id = thread_id)) as is_wanted
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

/** One stretch of time before what was walked through; with a leap, and few hits there, everything before it as well. */
export const stretchOf = ({ member, what, after, end }: Looking, query: string, { from, to }: Stretch, usable: number, leap: Leap | null) => {
  const near = rules.cover(from, to);
  const start = Math.max(end, near.from);
  const tag = tagAt(what.tag) ?? '';
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
         and (${tag} = '' or (select ${tag} = any(t.tags) from forum.threads t where t.id = thread_id))
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
