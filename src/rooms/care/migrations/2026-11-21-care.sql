create schema care;
grant usage on schema care to alongside_app;

-- Who employs people who work with members: a clinic, a ward, a council.
create table care.organisations (
  id uuid primary key,
  name text not null,
  reach text not null default '',                  -- how to reach it outside of here, in its own words
  made_by uuid references members.members on delete set null,
  made_at timestamptz not null default now(),
  ended_at timestamptz
);
create index organisations_made_by on care.organisations (made_by);

-- Somebody of an organisation who works with members. The row outlives the account, so that a member can say next year who saw what.
create table care.providers (
  id uuid primary key,
  account_id uuid unique references members.work_accounts on delete set null,
  organisation_id uuid not null references care.organisations,
  name text not null,
  role text not null,                              -- in their own words: nurse, physiotherapist
  check_word text not null,                        -- tells two of one name apart, on cards and on pages
  language text not null default 'en',
  reply_days int not null default 3 check (reply_days between 1 and 20),        -- working days within which they answer
  working_days int[] not null default '{1,2,3,4,5}' check (cardinality(working_days) between 1 and 7 and working_days <@ '{1,2,3,4,5,6,7}'), -- 1 is Monday
  absent_from date,
  absent_until date,                               -- the last day away
  cover_id uuid references care.providers on delete set null,
  lead_since timestamptz,                          -- answers for the organisation: invites, ends, is told of what is overdue
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  check (cover_id <> id),
  check ((absent_from is null) = (absent_until is null) and absent_from <= absent_until),
  unique (organisation_id, check_word)
);
create index providers_organisation on care.providers (organisation_id);
create index providers_cover on care.providers (cover_id);

-- A one-time way in for somebody who works with members. The link is known to whoever holds it; here lies its hash.
create table care.invitations (
  id uuid primary key,
  token_hash bytea not null unique,
  organisation_id uuid not null references care.organisations on delete cascade,
  is_lead boolean not null default false,
  made_by uuid references members.members on delete set null,
  made_at timestamptz not null default now(),
  ends_at timestamptz not null,
  used_at timestamptz
);
create index invitations_organisation on care.invitations (organisation_id);
create index invitations_made_by on care.invitations (made_by);

-- Cards or links a provider made to hand out. No card names anybody, and nothing here says which were used.
create table care.batches (
  id uuid primary key,
  provider_id uuid not null references care.providers on delete cascade,
  kind text not null check (kind in ('card', 'link')),
  count int not null check (count between 1 and 40),
  identity text not null,                          -- how sure the house was who made them
  made_at timestamptz not null default now(),
  ends_at timestamptz not null,
  taken_back_at timestamptz
);
create index batches_provider on care.batches (provider_id, made_at desc);

-- What is written on one card. A code that has been used is gone, so that a used one, an old one and a guess look the same.
create table care.codes (
  code_hash text primary key,
  batch_id uuid not null references care.batches on delete cascade
);
create index codes_batch on care.codes (batch_id);

-- A member has said yes to one provider.
create table care.ties (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  provider_id uuid not null references care.providers,
  sealed_name text not null,                       -- what the member is called by this provider; never a name from here
  identity text not null,                          -- how sure the house was who the provider is, when the card was made
  made_on date not null default current_date,      -- a day: the moment would tell which card it was
  looked_at timestamptz,                           -- when the provider last opened the person's page
  ended_at timestamptz,
  ended_by text check (ended_by in ('member', 'provider', 'left')),
  passed_to uuid references care.providers on delete set null,   -- who covers what was written, when a provider left
  check ((ended_at is null) = (ended_by is null))
);
create unique index ties_open on care.ties (member_id, provider_id) where ended_at is null;
create index ties_provider on care.ties (provider_id) where ended_at is null;
create index ties_passed on care.ties (passed_to);
create index ties_member on care.ties (member_id);

-- One kind of thing (or one thing of it) may be seen by one provider until a day. Ended ones stay.
create table care.grants (
  id uuid primary key,
  tie_id uuid not null references care.ties on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  provider_id uuid not null references care.providers,
  kind text not null check (kind in ('goal', 'week', 'check-ins-body', 'check-ins-mind', 'notes-picture', 'people', 'plan', 'items', 'measure-result', 'questions')),
  thing text not null default '',                  -- which goal, which set of questions, which sheet; empty is all of the kind
  given_at timestamptz not null default now(),
  ends_at timestamptz not null,
  revoked_at timestamptz
);
create unique index grants_open on care.grants (tie_id, kind, thing) where revoked_at is null;
create index grants_member on care.grants (member_id);
create index grants_provider on care.grants (provider_id) where revoked_at is null;

-- Each time something was looked at. Written by the statement that allows the look; never changed.
create table care.openings (
  id uuid primary key default gen_random_uuid(),
  grant_id uuid not null references care.grants on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  provider_id uuid not null references care.providers,
  opened_at timestamptz not null default now()
);
create index openings_grant on care.openings (grant_id, opened_at desc);
create index openings_member on care.openings (member_id, opened_at desc);
create index openings_provider on care.openings (provider_id, opened_at desc);

-- Next steps agreed on one sheet, a line at a time. Each side writes its own lines and no other's.
create table care.next_steps (
  id uuid primary key,
  tie_id uuid not null references care.ties on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  sheet text not null,
  by text not null check (by in ('member', 'provider')),
  sealed text not null,                            -- under the member's own key, whoever wrote it
  once text,
  made_at timestamptz not null default now(),
  done_at timestamptz,
  unique (tie_id, once)
);
create index next_steps_sheet on care.next_steps (tie_id, sheet, made_at);
create index next_steps_member on care.next_steps (member_id);

-- Which provider asks, as long as they have not left.
create function care.me() returns uuid language sql stable security definer set search_path = '' as $$
  select id from care.providers where account_id = members.asker() and left_at is null $$;
create function care.my_organisation() returns uuid language sql stable security definer set search_path = '' as $$
  select organisation_id from care.providers where account_id = members.asker() and left_at is null $$;
-- Whom a member knows: those they have or had a tie with, and who covers for them.
create function care.known() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select p.id from care.ties t join care.providers p on p.id = t.provider_id where t.member_id = members.asker()
               union select p.cover_id from care.ties t join care.providers p on p.id = t.provider_id where t.member_id = members.asker() and p.cover_id is not null
               union select t.passed_to from care.ties t where t.member_id = members.asker() and t.passed_to is not null) $$;

alter table care.organisations enable row level security;
create policy seen on care.organisations for select using (
  (select members.is_house()) or id = (select care.my_organisation())
  or exists (select from care.providers p where p.organisation_id = organisations.id and p.id = any((select care.known())::uuid[])));
create policy house on care.organisations using ((select members.is_house()));

alter table care.providers enable row level security;
create policy seen on care.providers for select using (
  (select members.is_house()) or organisation_id = (select care.my_organisation()) or id = any((select care.known())::uuid[]));
create policy own on care.providers for update using (id = (select care.me()) or (select members.is_house()))
  with check ((id = (select care.me()) and organisation_id = (select care.my_organisation())) or (select members.is_house()));
create policy house on care.providers using ((select members.is_house()));

alter table care.invitations enable row level security;
create policy house on care.invitations using ((select members.is_house()));
alter table care.codes enable row level security;
create policy house on care.codes using ((select members.is_house()));
alter table care.batches enable row level security;
create policy own on care.batches using (provider_id = (select care.me()) or (select members.is_house()));

alter table care.ties enable row level security;
create policy own on care.ties using (member_id = (select members.asker()) or (select members.is_house()));
create policy theirs on care.ties for select using (provider_id = (select care.me()) and ended_at is null);
create policy theirs_to_look on care.ties for update using (provider_id = (select care.me()) and ended_at is null) with check (provider_id = (select care.me()) and ended_at is null);

alter table care.grants enable row level security;
create policy own on care.grants using (member_id = (select members.asker()) or (select members.is_house()));
create policy theirs on care.grants for select using (provider_id = (select care.me()) and revoked_at is null and ends_at > now());

-- A row can be added for a grant that is in force, by the provider it was given to, and by nobody else; none is changed.
alter table care.openings enable row level security;
create policy own on care.openings for select using (member_id = (select members.asker()) or provider_id = (select care.me()) or (select members.is_house()));
create policy noted on care.openings for insert with check (
  provider_id = (select care.me())
  and exists (select from care.grants g where g.id = grant_id and g.member_id = openings.member_id and g.provider_id = openings.provider_id and g.revoked_at is null and g.ends_at > now()));

alter table care.next_steps enable row level security;
create policy own on care.next_steps using (member_id = (select members.asker()) or (select members.is_house()));
create policy theirs on care.next_steps for select using (exists (
  select from care.grants g where g.tie_id = next_steps.tie_id and g.provider_id = (select care.me()) and g.kind = 'questions' and g.thing in ('', next_steps.sheet)));
create policy theirs_to_write on care.next_steps for insert with check (by = 'provider' and exists (
  select from care.grants g where g.tie_id = next_steps.tie_id and g.member_id = next_steps.member_id and g.provider_id = (select care.me()) and g.kind = 'questions' and g.thing in ('', next_steps.sheet)));
create policy theirs_to_take_back on care.next_steps for delete using (by = 'provider' and exists (
  select from care.grants g where g.tie_id = next_steps.tie_id and g.provider_id = (select care.me()) and g.kind = 'questions' and g.thing in ('', next_steps.sheet)));

/*
 * What the asking provider has opened in this very transaction, and may
 * therefore read in it: the other rooms' policies ask this. So there is no look
 * without its row, and no look after the member has stopped sharing.
 */
create function care.opened_now() returns table (member_id uuid, kind text, thing text)
language sql stable security definer set search_path = '' as $$
  select g.member_id, g.kind, g.thing
    from care.openings o
    join care.grants g on g.id = o.grant_id
    join care.ties t on t.id = g.tie_id and t.ended_at is null
   where o.provider_id = care.me() and o.opened_at = now() and g.revoked_at is null and g.ends_at > now() $$;

-- Whether what was opened may still be on the screen. Asked by a page's script with nothing but the id of the opening, which nobody can guess.
create function care.still(opening uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from care.openings o
                   join care.grants g on g.id = o.grant_id and g.revoked_at is null and g.ends_at > now()
                   join care.ties t on t.id = g.tie_id and t.ended_at is null
                   join care.providers p on p.id = o.provider_id and p.left_at is null
                  where o.id = opening and o.opened_at > now() - interval '13 hours') $$;

-- A provider ends a tie, and with it everything shared by it. Answers with whose it was, or with nothing where there is none of theirs.
create function care.end_tie(tie uuid) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  whose uuid;
begin
  update care.ties t set ended_at = now(), ended_by = 'provider' where t.id = tie and t.provider_id = care.me() and t.ended_at is null returning t.member_id into whose;
  update care.grants g set revoked_at = now() where g.tie_id = tie and g.revoked_at is null and whose is not null;
  return whose;
end $$;

grant select, insert, update on care.organisations, care.providers, care.invitations, care.batches, care.ties, care.grants to alongside_app;
grant select, insert, delete on care.codes to alongside_app;
grant select, insert on care.openings to alongside_app;
grant select, insert, delete on care.next_steps to alongside_app;
grant update (done_at) on care.next_steps to alongside_app;
