-- Written by somebody with a role who had not shown a second factor: with their name, and without the role beside it.
alter table forum.posts add column is_plain boolean not null default false;

-- Both as before, but for the role beside the name.
create or replace view forum.listed with (security_invoker = true) as
select t.id, t.code, t.board_id, b.code as board, b.kind as board_kind, b.names as board_names, t.persona_id,
       f.name, f.code as face, f.seed, case when not p.is_plain then f.tag end as tag, t.title, left(p.body, 140) as beginning, t.want, t.about, t.tags, t.language,
       t.created_at, t.last_at, (extract(epoch from t.last_at) * 1000000)::bigint as last_key,
       t.answered_at, t.last_number > 1 as has_replies, r.number as read_number, r.number < t.last_number as has_new
  from forum.threads t
  join forum.boards b on b.id = t.board_id
  join forum.posts p on p.thread_id = t.id and p.number = 1
  left join members.faces f on f.persona_id = t.persona_id
  left join forum.readings r on r.member_id = (select members.asker()) and r.thread_id = t.id
 where t.deleted_at is null and t.hidden_at is null and p.deleted_at is null
   and nullif(coalesce(t.persona_id not in (select members.blocked()), true), false) is not null
   and nullif(coalesce(t.persona_id::text not in (select subject from forum.mutes where member_id = (select members.asker()) and kind = 'person'), true), false) is not null
   and nullif(coalesce((t.title || ' ' || p.body) !~* (select forum.word_pattern(array_agg(subject)) from forum.mutes where member_id = (select members.asker()) and kind = 'word'), true), false) is not null;

create or replace view forum.findable with (security_invoker = true) as
select p.id, p.thread_id, t.code, p.number, p.created_at, p.persona_id, f.name, f.code as face, f.seed, case when not p.is_plain then f.tag end as tag,
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
