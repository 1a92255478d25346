/*
 * Circles: small closed groups that meet in a text room, for as long as they
 * like or for some weeks with the same people.
 *
 * Who sits in one is known to those who sit in it, under the names they have
 * there, and to nobody else. What is said live is gone after a day.
 */
create schema circles;
grant usage on schema circles to alongside_app;

create table circles.circles (
  id uuid primary key,
  space_id uuid not null unique references members.spaces on delete cascade,
  code text not null unique,                        -- that of the space
  kind text not null check (kind in ('circle', 'course', 'support', 'alumni')),
  name text not null,
  about text not null default '',
  agreement text not null default '',               -- the promises of this circle, one a line
  language text not null default 'en',
  most smallint not null check (most between 3 and 12),
  weeks smallint check (weeks between 2 and 52),    -- courses and support groups
  from_space uuid references members.spaces on delete set null,  -- an alumni space: only who has a name there may sit
  opened_by uuid references members.members on delete set null,
  opened_at timestamptz not null default now(),
  ends_on date,                                     -- said in good time
  ended_at timestamptz
);
create index circles_opened_by on circles.circles (opened_by);
create index circles_from_space on circles.circles (from_space);

create table circles.seats (
  id uuid primary key,
  circle_id uuid not null references circles.circles on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  role text not null default 'member' check (role in ('member', 'host', 'helper')),
  wants text not null default '' check (wants in ('', 'host')),  -- would go on as a member host
  taken_on date not null default current_date,
  unique (circle_id, persona_id)
);
create index seats_persona on circles.seats (persona_id);

-- Where the asker sits, and where as one of those who hold it.
create function circles.mine() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select s.circle_id from circles.seats s where s.persona_id = any(members.my_personas())) $$;
create function circles.held() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select s.circle_id from circles.seats s where s.role = 'host' and s.persona_id = any(members.my_personas())) $$;
-- How many seats are taken, and how many who hold it there are: numbers alone, for whoever looks for a circle.
create function circles.taken(wanted uuid) returns int language sql stable security definer set search_path = '' as $$
  select count(*)::int from circles.seats where circle_id = wanted $$;
create function circles.hosts(wanted uuid) returns int language sql stable security definer set search_path = '' as $$
  select count(*)::int from circles.seats where circle_id = wanted and role = 'host' $$;

alter table circles.seats enable row level security;
create policy seen on circles.seats for select using (circle_id = any((select circles.mine())::uuid[]) or (select members.is_house()));
create policy made on circles.seats for insert with check ((select members.is_house()));
create policy changed on circles.seats for update using (circle_id = any((select circles.held())::uuid[]) or persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy gone on circles.seats for delete using ((select members.is_house()));

-- Waiting for a seat; and asking for a circle there is none of yet.
create table circles.waits (
  circle_id uuid not null references circles.circles on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  since timestamptz not null default now(),
  primary key (circle_id, member_id)
);
create index waits_member on circles.waits (member_id);
alter table circles.waits enable row level security;
create policy own on circles.waits using (member_id = (select members.asker()) or (select members.is_house()));

create table circles.wishes (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  words text not null,
  made_on date not null default current_date,
  answered_at timestamptz
);
create index wishes_member on circles.wishes (member_id);
alter table circles.wishes enable row level security;
create policy own on circles.wishes using (member_id = (select members.asker()) or (select members.is_house()));

/*
 * Sessions: one meeting, at a time. That there is one is no secret; its plan
 * and what was sent between two of them belong to those who sit there.
 */
create table circles.sessions (
  id uuid primary key,
  circle_id uuid not null references circles.circles on delete cascade,
  number int not null,
  starts_at timestamptz not null,
  minutes smallint not null check (minutes between 15 and 180),
  call text not null default 'text' check (call in ('text', 'video', 'phone')),
  opened_at timestamptz,
  closed_at timestamptz,
  slow smallint not null default 10 check (slow in (0, 10, 30, 60)),
  last_change int not null default 0,               -- counts lines and what became of them; lines are numbered by it
  came smallint,                                    -- how many, never who; said when it is over
  unique (circle_id, number)
);
create index sessions_starts on circles.sessions (starts_at);

create table circles.notes (
  session_id uuid primary key references circles.sessions on delete cascade,
  circle_id uuid not null references circles.circles on delete cascade,
  plan text not null default '',
  between text not null default ''
);
create index notes_circle on circles.notes (circle_id);
alter table circles.notes enable row level security;
create policy read on circles.notes for select using (circle_id = any((select circles.mine())::uuid[]) or (select members.is_house()));
create policy written on circles.notes for insert with check (circle_id = any((select circles.held())::uuid[]));
create policy changed on circles.notes for update using (circle_id = any((select circles.held())::uuid[]));

-- Being in the room now, and how one likes to hear it. Gone a week after, so that somebody who was missed can be asked after.
create table circles.presences (
  session_id uuid not null references circles.sessions on delete cascade,
  circle_id uuid not null references circles.circles on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  is_here boolean not null default true,
  is_listening boolean not null default false,
  spoken text not null default 'each' check (spoken in ('each', 'some', 'off')),
  primary key (session_id, persona_id)
);
create index presences_persona on circles.presences (persona_id);
create index presences_circle on circles.presences (circle_id);
alter table circles.presences enable row level security;
create policy own on circles.presences using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy seen on circles.presences for select using (circle_id = any((select circles.mine())::uuid[]));

-- What is said. `number` is its place, `change` moves when it is taken back or hidden, so that a listener who was away hears of that too.
create table circles.lines (
  id uuid primary key,
  session_id uuid not null references circles.sessions on delete cascade,
  circle_id uuid not null references circles.circles on delete cascade,
  number int not null,
  change int not null,
  persona_id uuid not null references members.personas on delete cascade,
  body text not null,
  about text[] not null default '{}',
  language text not null default 'en',
  once text,
  said_at timestamptz not null default now(),
  taken_back_at timestamptz,
  hidden_at timestamptz,
  kept_at timestamptz,                              -- somebody looks at it: it waits for them, unseen by others
  unique (session_id, number)
);
create unique index lines_once on circles.lines (persona_id, once) where once is not null;
create index lines_change on circles.lines (session_id, change);
create index lines_said on circles.lines (said_at);
alter table circles.lines enable row level security;
create policy heard on circles.lines for select using (circle_id = any((select circles.mine())::uuid[]) or (select members.is_house()));
create policy said on circles.lines for insert with check (circle_id = any((select circles.mine())::uuid[]) and persona_id = any((select members.my_personas())::uuid[]));
create policy changed on circles.lines for update using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy gone on circles.lines for delete using ((select members.is_house()));

-- A word to the host alone, and the answer.
create table circles.asides (
  id uuid primary key,
  session_id uuid not null references circles.sessions on delete cascade,
  circle_id uuid not null references circles.circles on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  to_persona uuid references members.personas on delete cascade,   -- null: to those who hold it
  body text not null,
  once text,
  said_at timestamptz not null default now()
);
create index asides_session on circles.asides (session_id, said_at);
create unique index asides_once on circles.asides (persona_id, once) where once is not null;
create index asides_to on circles.asides (to_persona);
create index asides_said on circles.asides (said_at);
alter table circles.asides enable row level security;
create policy heard on circles.asides for select using (
  persona_id = any((select members.my_personas())::uuid[]) or to_persona = any((select members.my_personas())::uuid[])
  or circle_id = any((select circles.held())::uuid[]) or (select members.is_house()));
create policy said on circles.asides for insert with check (circle_id = any((select circles.mine())::uuid[]) and persona_id = any((select members.my_personas())::uuid[]));
create policy again on circles.asides for update using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy gone on circles.asides for delete using ((select members.is_house()));

-- "We missed you": said by a host, read by one person, answered or not.
create table circles.missed (
  session_id uuid not null references circles.sessions on delete cascade,
  circle_id uuid not null references circles.circles on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  answer text check (answer in ('back', 'break', 'leave')),
  asked_on date not null default current_date,
  primary key (session_id, persona_id)
);
create index missed_persona on circles.missed (persona_id);
create index missed_circle on circles.missed (circle_id);
alter table circles.missed enable row level security;
create policy own on circles.missed using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy asked on circles.missed for select using (circle_id = any((select circles.held())::uuid[]));
create policy made on circles.missed for insert with check (circle_id = any((select circles.held())::uuid[]));

/*
 * Cheering for something in real life: asked for by the one whose it is, of
 * people they name, in one circle. Nobody else learns of it. [PEER-13]
 */
create table circles.cheers (
  id uuid primary key,
  circle_id uuid not null references circles.circles on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  words text not null,
  about text[] not null default '{}',
  asked_at timestamptz not null default now(),
  done_at timestamptz
);
create index cheers_circle on circles.cheers (circle_id);
create index cheers_persona on circles.cheers (persona_id);
create table circles.cheering (
  cheer_id uuid not null references circles.cheers on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  said text check (said in ('with', 'courage', 'rest', 'proud')),
  primary key (cheer_id, persona_id)
);
create index cheering_persona on circles.cheering (persona_id);
create function circles.asked_to_cheer() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select c.cheer_id from circles.cheering c where c.persona_id = any(members.my_personas())) $$;
create function circles.my_cheers() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select c.id from circles.cheers c where c.persona_id = any(members.my_personas())) $$;
alter table circles.cheers enable row level security;
create policy own on circles.cheers using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy asked on circles.cheers for select using (id = any((select circles.asked_to_cheer())::uuid[]));
alter table circles.cheering enable row level security;
create policy own on circles.cheering using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy asked on circles.cheering for select using (cheer_id = any((select circles.my_cheers())::uuid[]));
create policy made on circles.cheering for insert with check (cheer_id = any((select circles.my_cheers())::uuid[]));

grant select, insert, update on circles.circles, circles.sessions to alongside_app;
grant select, insert, update, delete on circles.seats, circles.waits, circles.wishes, circles.notes, circles.presences, circles.lines, circles.asides, circles.missed, circles.cheers, circles.cheering to alongside_app;
grant delete on circles.sessions to alongside_app;
