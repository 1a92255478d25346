/*
 * As before, said so that a list is read in its order until a page is full.
 * Whom one has blocked or muted is rare, and the database cannot know that: of
 * "a = b" it believes half are not so, and of four such conditions that next to
 * nothing is left, so it read a whole board, however large, to sort it. Of "is
 * not null" it believes that nearly everything is, which is true here.
 */
create or replace view forum.listed with (security_invoker = true) as
select t.id, t.code, t.board_id, b.code as board, b.kind as board_kind, b.names as board_names, t.persona_id,
       f.name, f.code as face, f.seed, f.tag, t.title, left(p.body, 140) as beginning, t.want, t.about, t.tags, t.language,
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
