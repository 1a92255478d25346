/*
 * The stretches of time a post lies in, from a quarter of an hour to about two years.
 *
 * Lists are newest first, and an index over words knows no order. So the words
 * stand in the index together with these stretches, and the search can look at
 * one stretch after another, the newest first, and stop when it has a page.
 * `search-rules.ts` knows the same numbers.
 */
create function forum.spans(at timestamptz) returns int[] language sql immutable parallel safe as $$
  select array[q, 16777216 + q / 16, 33554432 + q / 256, 50331648 + q / 4096, 67108864 + q / 65536]
    from (select floor(extract(epoch from (at - to_timestamp(0))) / 900)::int as q) quarters $$;

drop index forum.posts_search;
create index posts_search on forum.posts using gin (forum.spans(created_at), search) with (fastupdate = off);

/*
 * A post as the search shows it to the asker. What was taken back or hidden,
 * a thread that is off every list, whoever is blocked, muted people and muted
 * words are not in it; one's own words always are.
 */
create view forum.findable with (security_invoker = true) as
select p.id, p.thread_id, t.code, p.number, p.created_at, p.persona_id, f.name, f.code as face, f.seed, f.tag,
       t.title, p.body, p.about, p.language, b.id as board_id, b.code as board, b.names as board_names
  from forum.posts p
  join forum.threads t on t.id = p.thread_id
  join forum.boards b on b.id = t.board_id
  left join members.faces f on f.persona_id = p.persona_id
 where p.deleted_at is null and p.hidden_at is null and t.deleted_at is null and t.hidden_at is null
   and coalesce(p.persona_id not in (select members.blocked()), true)
   and coalesce(t.persona_id not in (select members.blocked()), true)
   and (coalesce(p.persona_id in (select id from members.personas where member_id = (select members.asker())), false)
        or (coalesce(p.persona_id::text not in (select subject from forum.mutes where member_id = (select members.asker()) and kind = 'person'), true)
            and coalesce((case when p.number = 1 then t.title || ' ' else '' end || p.body) !~* (select forum.muted_words()), true)));

grant select on forum.findable to alongside_app;
