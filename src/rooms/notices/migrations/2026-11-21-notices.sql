create schema notices;
grant usage on schema notices to alongside_app;

-- Something told to one member. The row holds ids; the words are made when it is read.
create table notices.notices (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  kind text not null check (kind in ('reply', 'followed', 'begun.person', 'begun.board', 'reactions', 'helped', 'spareKey', 'report', 'decision', 'role')),
  subject text not null default '',                -- what it is about: a thread's code, a report, a role …
  data jsonb not null default '{}',                -- {"who": [persona ids], "number": of the post, "kind": of the reactions}
  cause text not null,                             -- one effect of one event: hearing it twice tells once
  made_at timestamptz not null default now(),
  shown_from timestamptz not null default now(),   -- the daily gathering puts it later
  seen_at timestamptz,
  unique (cause, member_id)
);
create index notices_list on notices.notices (member_id, shown_from desc, id desc);
create index notices_unseen on notices.notices (member_id, shown_from desc) where seen_at is null;
create index notices_old on notices.notices (shown_from);
alter table notices.notices enable row level security;
create policy own on notices.notices using (member_id = (select members.asker()) or (select members.is_house()));

-- What a member wants to hear of. No row: answers, what they follow, and reactions.
create table notices.wishes (
  member_id uuid primary key references members.members on delete cascade,
  replies boolean not null default true,
  follows boolean not null default true,
  reactions boolean not null default true,
  quiet_at timestamptz                             -- since when they want nothing said on Today
);
alter table notices.wishes enable row level security;
create policy own on notices.wishes using (member_id = (select members.asker()) or (select members.is_house()));

grant select, insert, update, delete on all tables in schema notices to alongside_app;

-- Whoever leaves for good is not named in what others were told.
create function notices.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update notices.notices set data = jsonb_set(data, '{who}', (data -> 'who') - old.id::text) where data -> 'who' ? old.id::text;
  delete from notices.notices where data -> 'who' = '[]'::jsonb;
  return old;
end $$;

create trigger forget_notices before delete on members.personas for each row execute function notices.forget_persona();
