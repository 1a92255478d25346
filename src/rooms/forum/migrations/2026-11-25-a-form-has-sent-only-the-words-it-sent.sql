/*
 * A form's key says that it was sent, not what: somebody who goes back may write something else into it. Words are sent
 * when a post of the same person under one of these keys stands with them; what was taken back stands no more.
 */
create function forum.has_sent(member uuid, forms text[], title text, body text) returns boolean language sql stable as $$
  select exists (
    select from forum.posts p join forum.threads t on t.id = p.thread_id
     where p.persona_id in (select id from members.personas where member_id = $1) and p.once = any($2)
       and p.deleted_at is null and p.body = $4 and (p.number > 1 or t.title = $3)) $$;

-- Whether one's own post stands as this change of it would leave it.
create function forum.stands_so(member uuid, place text, words jsonb, title text, body text) returns boolean language sql stable as $$
  select exists (
    select from forum.posts p join forum.threads t on t.id = p.thread_id
     where p.id = case when $2 like 'edit:%' then substr($2, 6)::uuid end and p.persona_id in (select id from members.personas where member_id = $1)
       and p.deleted_at is null and p.body = $5 and to_jsonb(p.about) = $3->'about' and p.language = $3->>'language'
       and (p.number > 1 or t.title = $4 and t.want = $3->>'want' and to_jsonb(t.tags) = $3->'tags')) $$;

-- Keeps words under a button that was pressed, unless they have been sent; answers whether they have. A change that changes nothing is no draft either.
create function forum.keep_pressed(member uuid, place text, words jsonb, forms text[], title text, body text) returns boolean language sql volatile as $$
  select forum.draft_lock($1, $2);
  insert into forum.drafts as d (member_id, place, fields)
  select $1, $2, $3 where not forum.has_sent($1, $4, $5, $6) and not forum.stands_so($1, $2, $3, $5, $6)
  on conflict (member_id, place) do update set fields = excluded.fields, saved_at = now();
  select forum.has_sent($1, $4, $5, $6) $$;
