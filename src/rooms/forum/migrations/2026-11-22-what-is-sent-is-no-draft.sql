/*
 * A form is sent while a keeping of its words is still on its way: the one
 * must not see the world as it was before the other. Both take one lock for a
 * person and a place, and look only then; a function looks anew at each step.
 */
create function forum.draft_lock(member uuid, place text) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended('draft ' || member || ' ' || place, 0)) $$;

-- Keeps what is being written, unless this form has sent it, or it was saved as it is a moment ago.
create function forum.keep_draft(member uuid, place text, words jsonb, form text) returns void language sql volatile as $$
  select forum.draft_lock($1, $2);
  insert into forum.drafts as d (member_id, place, fields)
  select $1, $2, $3
   where not exists (select from forum.posts where once = $4 and persona_id in (select id from members.personas where member_id = $1))
     and not exists (select from forum.posts p where $2 = 'edit:' || p.id and p.id = case when $2 like 'edit:%' then substr($2, 6)::uuid end
                        and p.edited_at > now() - interval '1 minute' and p.body = btrim($3->>'text'))
  on conflict (member_id, place) do update set fields = excluded.fields, saved_at = now() $$;

-- What was sent is no draft any more.
create function forum.forget_draft(member uuid, place text) returns void language sql volatile as $$
  select forum.draft_lock($1, $2);
  delete from forum.drafts d where d.member_id = $1 and d.place = $2 $$;
