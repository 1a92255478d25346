/*
 * One place may be written in on two pages at once. Each page says which form
 * it is, and as what it came: where another form has written since, its words
 * are set aside, for they are not those that went on. What stands in the newer
 * words as it is need not be set aside. What is here already says neither, and
 * is gone on with as before.
 */
alter table forum.drafts add column form text, add column stamp uuid not null default gen_random_uuid();

create table forum.earlier_drafts (
  member_id uuid not null references members.members on delete cascade,
  place text not null,
  form text not null,                              -- of the page they were written on
  fields jsonb not null,
  saved_at timestamptz not null,
  primary key (member_id, place, form)
);
alter table forum.earlier_drafts enable row level security;
create policy own on forum.earlier_drafts using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, update, delete on forum.earlier_drafts to alongside_app;

-- Whether all that stands in one draft stands in the other.
create function forum.draft_holds(whole jsonb, part jsonb) returns boolean language sql immutable as $$
  select position(btrim(coalesce($2 ->> 'text', '')) in coalesce($1 ->> 'text', '')) > 0
     and btrim(coalesce($2 ->> 'title', '')) in ('', btrim(coalesce($1 ->> 'title', ''))) $$;

-- Sets aside what another form wrote there since this page came, the newest few; and what is this form's own or stands in these words is set aside no more.
create function forum.set_aside(member uuid, place text, words jsonb, form text, came uuid) returns void language sql volatile as $$
  with other as (
    insert into forum.earlier_drafts as e (member_id, place, form, fields, saved_at)
    select d.member_id, d.place, d.form, d.fields, d.saved_at from forum.drafts d
     where d.member_id = $1 and d.place = $2 and d.form <> $4 and d.stamp is distinct from $5 and not forum.draft_holds($3, d.fields)
    on conflict (member_id, place, form) do update set fields = excluded.fields, saved_at = excluded.saved_at
    returning e.form
  )
  delete from forum.earlier_drafts e
   where e.member_id = $1 and e.place = $2 and e.form not in (select form from other)
     and (e.form = $4 or forum.draft_holds($3, e.fields)
          or (select count(*) from forum.earlier_drafts n where n.member_id = $1 and n.place = $2 and (n.saved_at, n.form) > (e.saved_at, e.form)) >= 4) $$;

-- Words stand as the draft of a place.
create function forum.put_draft(member uuid, place text, words jsonb, form text, came uuid) returns void language sql volatile as $$
  select forum.set_aside($1, $2, $3, $4, $5);
  insert into forum.drafts as d (member_id, place, fields, form) values ($1, $2, $3, $4)
  on conflict (member_id, place) do update
     set fields = excluded.fields, form = excluded.form, stamp = excluded.stamp, saved_at = now(),
         begun_at = case when exists (select from forum.earlier_drafts e where e.member_id = d.member_id and e.place = d.place and e.form = d.form) then now() else d.begun_at end $$;

-- As before: keeps what is being written, unless the form under this key has sent it, and says whether it stands there. `own` is the key of the page that asks.
drop function forum.keep_draft(uuid, text, jsonb, text);
create function forum.keep_draft(member uuid, place text, words jsonb, form text, own text, came uuid) returns boolean language plpgsql volatile as $$
begin
  perform forum.draft_lock($1, $2);
  if not exists (select from forum.posts p where p.once = $4 and p.persona_id in (select id from members.personas where member_id = $1))
     and not exists (select from forum.posts p where $2 = 'edit:' || p.id and p.id = case when $2 like 'edit:%' then substr($2, 6)::uuid end
                        and p.edited_at > now() - interval '1 minute' and p.body = btrim($3->>'text')) then
    perform forum.put_draft($1, $2, $3, $5, $6);
  end if;
  return exists (select from forum.drafts d where d.member_id = $1 and d.place = $2 and d.fields = $3);
end $$;

drop function forum.keep_pressed(uuid, text, jsonb, text[], text, text);
create function forum.keep_pressed(member uuid, place text, words jsonb, forms text[], title text, body text, own text, came uuid) returns boolean language plpgsql volatile as $$
begin
  perform forum.draft_lock($1, $2);
  if not forum.has_sent($1, $4, $5, $6) and not forum.stands_so($1, $2, $3, $5, $6) then
    perform forum.put_draft($1, $2, $3, $7, $8);
  end if;
  return forum.has_sent($1, $4, $5, $6);
end $$;

-- What was sent is no draft any more. What another page has written there since stays one; where nothing stands there then, the last words that were set aside are the draft again.
drop function forum.forget_draft(uuid, text);
create function forum.forget_draft(member uuid, place text, words jsonb, own text, came uuid) returns void language plpgsql volatile as $$
begin
  perform forum.draft_lock($1, $2);
  delete from forum.drafts d
   where d.member_id = $1 and d.place = $2 and ($4 is null or d.form is null or d.form = $4 or d.stamp = $5 or forum.draft_holds($3, d.fields));
  if not exists (select from forum.earlier_drafts e where e.member_id = $1 and e.place = $2) then return; end if;
  delete from forum.earlier_drafts e where e.member_id = $1 and e.place = $2 and (e.form = $4 or forum.draft_holds($3, e.fields));
  with back as (
    delete from forum.earlier_drafts e
     where e.member_id = $1 and e.place = $2 and not exists (select from forum.drafts d where d.member_id = $1 and d.place = $2)
       and e.form = (select n.form from forum.earlier_drafts n where n.member_id = $1 and n.place = $2 order by n.saved_at desc, n.form limit 1)
    returning e.member_id, e.place, e.fields, e.form, e.saved_at
  )
  insert into forum.drafts as d (member_id, place, fields, form, saved_at) select b.member_id, b.place, b.fields, b.form, b.saved_at from back b on conflict do nothing;
end $$;
