-- As before, and it says whether the words stand there now: a page must not say that they are kept where they were refused.
drop function forum.keep_draft(uuid, text, jsonb, text);
create function forum.keep_draft(member uuid, place text, words jsonb, form text) returns boolean language sql volatile as $$
  select forum.draft_lock($1, $2);
  insert into forum.drafts as d (member_id, place, fields)
  select $1, $2, $3
   where not exists (select from forum.posts where once = $4 and persona_id in (select id from members.personas where member_id = $1))
     and not exists (select from forum.posts p where $2 = 'edit:' || p.id and p.id = case when $2 like 'edit:%' then substr($2, 6)::uuid end
                        and p.edited_at > now() - interval '1 minute' and p.body = btrim($3->>'text'))
  on conflict (member_id, place) do update set fields = excluded.fields, saved_at = now();
  select exists (select from forum.drafts d where d.member_id = $1 and d.place = $2 and d.fields = $3) $$;
