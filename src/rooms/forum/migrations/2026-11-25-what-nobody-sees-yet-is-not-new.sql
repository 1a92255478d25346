-- How many of the newest posts of a thread only their authors see for now: they are not new to anybody else, and no answer yet.
alter table forum.threads add column kept_tail int not null default 0;

-- The same, counted. What is hidden by a decision is there as a place where words were.
create function forum.tail_of(thread uuid) returns int language sql stable as $$
  select t.last_number - coalesce((
           select max(p.number) from forum.posts p
            where p.thread_id = t.id and not exists (select from forum.kept_back k where k.post_id = p.id)), 0)
    from forum.threads t where t.id = thread $$;

update forum.threads t set kept_tail = forum.tail_of(t.id)
 where t.id in (select p.thread_id from forum.kept_back k join forum.posts p on p.id = k.post_id);

-- When words are shown that were kept back, whoever read beyond them has not read them.
create index readings_thread on forum.readings (thread_id);

-- As before, but for what is new and what is an answer.
create or replace view forum.listed with (security_invoker = true) as
select t.id, t.code, t.board_id, b.code as board, b.kind as board_kind, b.names as board_names, t.persona_id,
       f.name, f.code as face, f.seed, case when not p.is_plain then f.tag end as tag, t.title, left(p.body, 140) as beginning, t.want, t.about, t.tags, t.language,
       t.created_at, t.last_at, (extract(epoch from t.last_at) * 1000000)::bigint as last_key,
       t.answered_at, t.last_number - t.kept_tail > 1 as has_replies, r.number as read_number, r.number < t.last_number - t.kept_tail as has_new
  from forum.threads t
  join forum.boards b on b.id = t.board_id
  join forum.posts p on p.thread_id = t.id and p.number = 1
  left join members.faces f on f.persona_id = t.persona_id
  left join forum.readings r on r.member_id = (select members.asker()) and r.thread_id = t.id
 where t.deleted_at is null and t.hidden_at is null and p.deleted_at is null
   and nullif(coalesce(t.persona_id not in (select members.blocked()), true), false) is not null
   and nullif(coalesce(t.persona_id::text not in (select subject from forum.mutes where member_id = (select members.asker()) and kind = 'person'), true), false) is not null
   and nullif(coalesce((t.title || ' ' || p.body) !~* (select forum.word_pattern(array_agg(subject)) from forum.mutes where member_id = (select members.asker()) and kind = 'word'), true), false) is not null;
