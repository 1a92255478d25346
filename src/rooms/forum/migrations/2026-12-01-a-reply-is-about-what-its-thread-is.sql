/*
 * What a text is about where it stands alone: its own about-line, and that of
 * the thread it answers in. In the thread the first post says it for all; in a
 * list of what somebody wrote, found or saved nothing else does.
 */
create function forum.about_of(own text[], thread text[]) returns text[] language sql immutable parallel safe as $$
  select case when thread = '{}' or own @> thread then own
              else own || array(select one from unnest(thread) with ordinality as said(one, place) where one <> all(own) order by place) end $$;

-- As before, but for what a post is about.
create or replace view forum.findable with (security_invoker = true) as
select p.id, p.thread_id, t.code, p.number, p.created_at, p.persona_id, f.name, f.code as face, f.seed, case when not p.is_plain then f.tag end as tag,
       t.title, p.body, forum.about_of(p.about, t.about) as about, p.language, b.id as board_id, b.code as board, b.names as board_names
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
