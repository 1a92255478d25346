/*
 * Gatherings: what people plan to do together, in a place, by video or by phone.
 *
 * A gathering belongs to one space, a local community or a café; everybody in
 * it is there by the name they have in that space. No row holds a member's id,
 * except the address of somebody's own calendar. Who comes is seen by hosts,
 * and by those who come where both have said that it may be.
 */
create schema gatherings;
grant usage on schema gatherings to alongside_app;

create table gatherings.gatherings (
  id uuid primary key,
  code text not null unique,
  space text not null,                             -- the id of a space, as personas say it
  persona_id uuid,                                 -- who planned it
  kind text not null check (kind ~ '^[a-z][A-Za-z]{1,20}$'),
  way text not null check (way in ('place', 'video', 'phone', 'both')),
  title text not null default '',
  what text not null default '',                   -- what happens
  language text not null default 'en',
  seats int not null default 9 check (seats between 1 and 300),
  least int not null default 3 check (least >= 1),
  minutes int not null default 90 check (minutes between 10 and 720),
  cost text not null default '',
  leaving text not null default '',                -- when it is fine to leave
  host_words text not null default '',             -- who the host is
  same_host boolean not null default false,        -- the same person hosts online and in the room
  guest_words text not null default '',            -- the invited professional, at a group clinic
  near text not null default '',                   -- roughly where, in words that show no door
  transport text not null default '',
  parking text not null default '',
  access jsonb not null default '{}',              -- {"steps": "none", …}: the closed list is in access-rules
  access_words text not null default '',
  late_hours int not null default 0 check (late_hours between 0 and 168),  -- the exact place is said so long before; 0: with the seat
  time_zone text not null,
  country text not null default 'GB',
  every text not null default 'once' check (every in ('once', 'week', 'fortnight', 'month')),
  on_holiday text not null default 'skip' check (on_holiday in ('skip', 'keep', 'later')),
  made_at timestamptz not null default now(),
  published_at timestamptz,
  ended_at timestamptz,
  foreign key (persona_id, space) references members.personas (id, space) on delete set null (persona_id)
);
create index gatherings_space on gatherings.gatherings (space);
create index gatherings_persona on gatherings.gatherings (persona_id);

-- The exact place stands apart: for hosts, and for those who surely come, when it is time.
create table gatherings.addresses (
  gathering_id uuid primary key references gatherings.gatherings on delete cascade,
  place_kind text not null default '',
  place_name text not null default '',
  address text not null default '',
  finding text not null default '',                -- the last metres, in words
  link text not null default ''                    -- for what is not in a place: a number to ring, or nothing
);

-- Hosts. A gathering is published when two of them have said yes.
create table gatherings.hosts (
  gathering_id uuid not null references gatherings.gatherings on delete cascade,
  persona_id uuid not null,
  space text not null,
  part text not null check (part in ('host', 'cohost')),
  said text not null default 'asked' check (said in ('asked', 'yes', 'no')),
  primary key (gathering_id, persona_id),
  foreign key (persona_id, space) references members.personas (id, space) on delete cascade
);
create index hosts_persona on gatherings.hosts (persona_id);

-- One date of a gathering.
create table gatherings.sittings (
  id uuid primary key,
  code text not null unique,                       -- for addresses; says nothing
  gathering_id uuid not null references gatherings.gatherings on delete cascade,
  on_day date not null,                            -- by the clock of the gathering
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  cancelled_at timestamptz,
  why text check (why in ('ill', 'closed', 'few', 'weather', 'other')),
  away uuid[] not null default '{}',               -- hosts who cannot be there this time
  reminded_at timestamptz,
  -- Counted without anybody's name: numbers a host wrote down.
  came int check (came >= 0),
  first_time int check (first_time >= 0),
  wishes_asked int check (wishes_asked >= 0),
  wishes_met int check (wishes_met >= 0),
  lifts int check (lifts >= 0),
  counted_at timestamptz,
  unique (gathering_id, on_day)
);
create index sittings_starts on gatherings.sittings (starts_at);

create sequence gatherings.seat_numbers;
grant usage on sequence gatherings.seat_numbers to alongside_app;
-- A place at the table on one date.
create table gatherings.seats (
  id uuid primary key,
  number bigint not null default nextval('gatherings.seat_numbers'),  -- the order of the waiting list
  sitting_id uuid not null references gatherings.sittings on delete cascade,
  persona_id uuid not null,
  space text not null,
  state text not null check (state in ('coming', 'maybe', 'waiting', 'notToday', 'gone', 'declined')),
  way text not null default 'place' check (way in ('place', 'video', 'phone')),
  held_until timestamptz,                          -- unsure: kept for a day
  level text not null default 'cafe' check (level in ('cafe', 'first', 'spot', 'link')),
  shows boolean not null default false,            -- others who come and show theirs may see my name
  first_name text not null default '',
  spot text not null default '',
  meet_me boolean not null default false,          -- the host meets me at the door
  wishes text not null default '',                 -- what I need there; for hosts
  late_minutes int check (late_minutes between 1 and 240),
  tells_id uuid references members.personas on delete set null,  -- who hears that I arrived, and got home
  arrived_at timestamptz,
  home_at timestamptz,
  unique (sitting_id, persona_id),
  foreign key (persona_id, space) references members.personas (id, space) on delete cascade
);
create index seats_persona on gatherings.seats (persona_id);
create index seats_tells on gatherings.seats (tells_id);

-- Why somebody could not come, when they liked to say: a number, and nobody's.
create table gatherings.reasons (
  sitting_id uuid not null references gatherings.sittings on delete cascade,
  reason text not null check (reason ~ '^[a-z]{2,20}$'),
  times int not null default 1,
  primary key (sitting_id, reason)
);

-- To think over before; and cards that let people speak of what they read online without any name.
create table gatherings.topics (
  id uuid primary key,
  gathering_id uuid not null references gatherings.gatherings on delete cascade,
  sitting_id uuid references gatherings.sittings on delete cascade,
  persona_id uuid references members.personas on delete set null,
  kind text not null check (kind in ('topic', 'exercise', 'card')),
  words text not null,
  language text not null default 'en',
  number bigint generated always as identity
);
create index topics_gathering on gatherings.topics (gathering_id);
create index topics_sitting on gatherings.topics (sitting_id);
create index topics_persona on gatherings.topics (persona_id);

-- A hand held out: I would be somebody's buddy, I have room in the car, I could do with a lift.
create table gatherings.hands (
  id uuid primary key,
  sitting_id uuid not null references gatherings.sittings on delete cascade,
  persona_id uuid not null,
  space text not null,
  kind text not null check (kind in ('buddy', 'lift', 'ride')),
  hows text[] not null default '{}',               -- before, together, sit
  area text not null default '',                   -- rough; the exact place is said between the two
  room int not null default 1 check (room between 1 and 8),
  unique (sitting_id, persona_id, kind),
  foreign key (persona_id, space) references members.personas (id, space) on delete cascade
);
create index hands_persona on gatherings.hands (persona_id);

-- Two people and one hand. A no, and nothing said, look the same to whoever asked.
create table gatherings.pairs (
  id uuid primary key,
  hand_id uuid not null references gatherings.hands on delete cascade,
  sitting_id uuid not null references gatherings.sittings on delete cascade,
  kind text not null,
  from_id uuid not null references members.personas on delete cascade,
  to_id uuid not null references members.personas on delete cascade,
  said text not null default 'asked' check (said in ('asked', 'yes', 'no', 'ended')),
  is_silent boolean not null default false,        -- the two keep apart: it is never shown
  unique (hand_id, from_id)
);
create index pairs_sitting on gatherings.pairs (sitting_id);
create index pairs_from on gatherings.pairs (from_id);
create index pairs_to on gatherings.pairs (to_id);

-- Words between two: a buddy, a lift, or somebody and the hosts. Sealed; nobody else reads them.
create table gatherings.asides (
  id uuid primary key,
  number bigint generated always as identity,
  sitting_id uuid not null references gatherings.sittings on delete cascade,
  pair_id uuid references gatherings.pairs on delete cascade,   -- none: with the hosts
  asker_id uuid references members.personas on delete cascade,  -- who asked the hosts
  from_id uuid not null references members.personas on delete cascade,
  sealed text not null,
  check ((pair_id is null) <> (asker_id is null))
);
create index asides_sitting on gatherings.asides (sitting_id);
create index asides_pair on gatherings.asides (pair_id);
create index asides_asker on gatherings.asides (asker_id);
create index asides_from on gatherings.asides (from_id);

-- One invitation for a person and a gathering, whoever sends it, ever.
create table gatherings.invitations (
  gathering_id uuid not null references gatherings.gatherings on delete cascade,
  sitting_id uuid not null references gatherings.sittings on delete cascade,
  to_id uuid not null references members.personas on delete cascade,
  from_id uuid references members.personas on delete set null,
  said text not null default 'asked' check (said in ('asked', 'no')),
  is_silent boolean not null default false,
  primary key (gathering_id, to_id)
);
create index invitations_sitting on gatherings.invitations (sitting_id);
create index invitations_to on gatherings.invitations (to_id);
create index invitations_from on gatherings.invitations (from_id);

create table gatherings.thanks (
  sitting_id uuid not null references gatherings.sittings on delete cascade,
  from_id uuid not null references members.personas on delete cascade,
  to_id uuid not null references members.personas on delete cascade,
  primary key (sitting_id, from_id, to_id)
);
create index thanks_from on gatherings.thanks (from_id);
create index thanks_to on gatherings.thanks (to_id);

-- How it was, told to a moderator who was not there. Sealed.
create table gatherings.tellings (
  id uuid primary key,
  sitting_id uuid not null references gatherings.sittings on delete cascade,
  persona_id uuid references members.personas on delete cascade,
  felt text not null check (felt in ('good', 'mixed', 'hard')),
  about text not null default 'other' check (about ~ '^[a-z]{2,20}$'),
  sealed text not null default '',
  told_at timestamptz not null default now()
);
create index tellings_sitting on gatherings.tellings (sitting_id);
create index tellings_persona on gatherings.tellings (persona_id);

-- The address of somebody's own calendar. Kept as a hash; a new one ends the old one.
create table gatherings.calendars (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  token_hash bytea not null unique,
  words text not null default '',                  -- what every entry is called
  made_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index calendars_member on gatherings.calendars (member_id);
create unique index calendars_one on gatherings.calendars (member_id) where revoked_at is null;

/* ---- who may know what ---- */

-- Gatherings in whose hosting I have a part that I agreed to.
create function gatherings.hosted() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select h.gathering_id from gatherings.hosts h where h.said = 'yes' and h.persona_id = any(members.my_personas())) $$;
-- The same, with those I am asked to help with.
create function gatherings.asked_or_hosted() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select h.gathering_id from gatherings.hosts h where h.said <> 'no' and h.persona_id = any(members.my_personas())) $$;
create function gatherings.hosted_sittings() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select i.id from gatherings.sittings i where i.gathering_id = any(gatherings.hosted())) $$;
-- Dates I have something to do with: I come, may come, or wait.
create function gatherings.my_sittings() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select s.sitting_id from gatherings.seats s where s.state in ('coming', 'maybe', 'waiting') and s.persona_id = any(members.my_personas())) $$;
-- Dates to which I surely come, or which I host.
create function gatherings.sure_sittings() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select s.sitting_id from gatherings.seats s where s.state = 'coming' and s.persona_id = any(members.my_personas())
               union select unnest(gatherings.hosted_sittings())) $$;
-- A host and I keep apart in their space: then there is no such gathering, unless I have a seat in it already.
create function gatherings.unseen() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select h.gathering_id from gatherings.hosts h where h.said = 'yes' and h.persona_id in (select members.blocked())
               except select i.gathering_id from gatherings.sittings i where i.id = any(gatherings.my_sittings())) $$;
-- How many seats of a date are taken: sure ones, and those kept for a day.
create function gatherings.taken(wanted uuid) returns int language sql stable security definer set search_path = '' as $$
  select count(*)::int from gatherings.seats s where s.sitting_id = wanted and (s.state = 'coming' or s.state = 'maybe' and s.held_until > now()) $$;
-- Who hosts, for everybody who may see the gathering: hosts agreed to be known by the name they have there.
create function gatherings.host_faces(wanted uuid) returns table (persona_id uuid, part text, name text, seed text, code text)
language sql stable security definer set search_path = '' as $$
  select h.persona_id, h.part, f.name, f.seed, case when f.space = any(members.my_spaces()) then f.code end
    from gatherings.hosts h join members.faces f on f.persona_id = h.persona_id
   where h.gathering_id = wanted and h.said = 'yes' order by h.part desc, f.name $$;
-- Who else comes: only those who show their name, and only to somebody who shows theirs. First names and signs a day before.
create function gatherings.company(wanted uuid) returns table (persona_id uuid, first_name text, spot text)
language sql stable security definer set search_path = '' as $$
  select s.persona_id,
         case when s.level = 'first' and i.starts_at < now() + interval '24 hours' then s.first_name else '' end,
         case when s.level = 'spot' and i.starts_at < now() + interval '24 hours' then s.spot else '' end
    from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id
   where s.sitting_id = wanted and s.state = 'coming' and s.shows
     and s.persona_id <> all(members.my_personas()) and s.persona_id not in (select members.blocked())
     and exists (select from gatherings.seats mine where mine.sitting_id = wanted and mine.state = 'coming' and mine.shows and mine.persona_id = any(members.my_personas())) $$;
-- Gatherings whose exact place I may know now.
create function gatherings.placed() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(
    select unnest(gatherings.asked_or_hosted())
    union
    select g.id from gatherings.seats s
      join gatherings.sittings i on i.id = s.sitting_id
      join gatherings.gatherings g on g.id = i.gathering_id
     where s.state = 'coming' and s.persona_id = any(members.my_personas()) and i.cancelled_at is null
       and i.ends_at > now() - interval '1 day'
       and (g.late_hours = 0 or i.starts_at - make_interval(hours => g.late_hours) <= now())) $$;

alter table gatherings.gatherings enable row level security;
create policy house on gatherings.gatherings using ((select members.is_house()));
create policy seen on gatherings.gatherings for select
  using (published_at is not null and (select members.asker()) is not null and id <> all((select gatherings.unseen())::uuid[])
         or id = any((select gatherings.asked_or_hosted())::uuid[]));
create policy hosted on gatherings.gatherings for update using (id = any((select gatherings.hosted())::uuid[]));

alter table gatherings.addresses enable row level security;
create policy house on gatherings.addresses using ((select members.is_house()));
create policy placed on gatherings.addresses for select using (gathering_id = any((select gatherings.placed())::uuid[]));

alter table gatherings.hosts enable row level security;
create policy house on gatherings.hosts using ((select members.is_house()));
create policy own on gatherings.hosts for select using (persona_id = any((select members.my_personas())::uuid[]) or gathering_id = any((select gatherings.hosted())::uuid[]));

alter table gatherings.sittings enable row level security;
create policy house on gatherings.sittings using ((select members.is_house()));
create policy seen on gatherings.sittings for select using (gathering_id in (select id from gatherings.gatherings));

alter table gatherings.seats enable row level security;
create policy own on gatherings.seats using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy hosts on gatherings.seats for select using (sitting_id = any((select gatherings.hosted_sittings())::uuid[]));

alter table gatherings.reasons enable row level security;
create policy house on gatherings.reasons using ((select members.is_house()));

alter table gatherings.topics enable row level security;
create policy own on gatherings.topics using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()) or gathering_id = any((select gatherings.hosted())::uuid[]));
create policy seen on gatherings.topics for select
  using (gathering_id in (select i.gathering_id from gatherings.sittings i where i.id = any((select gatherings.my_sittings())::uuid[])));

alter table gatherings.hands enable row level security;
create policy own on gatherings.hands using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy seen on gatherings.hands for select
  using (sitting_id = any((select gatherings.sure_sittings())::uuid[]) and persona_id not in (select members.blocked()));

alter table gatherings.pairs enable row level security;
create policy house on gatherings.pairs using ((select members.is_house()));
create policy asked on gatherings.pairs for select using (from_id = any((select members.my_personas())::uuid[]) and to_id not in (select members.blocked()));
create policy heard on gatherings.pairs for select using (not is_silent and to_id = any((select members.my_personas())::uuid[]) and from_id not in (select members.blocked()));

alter table gatherings.asides enable row level security;
create policy house on gatherings.asides using ((select members.is_house()));
create policy own on gatherings.asides for select
  using (from_id = any((select members.my_personas())::uuid[]) or asker_id = any((select members.my_personas())::uuid[])
         or pair_id in (select id from gatherings.pairs where said in ('yes', 'ended'))
         or asker_id is not null and asker_id not in (select members.blocked()) and sitting_id = any((select gatherings.hosted_sittings())::uuid[]));

alter table gatherings.invitations enable row level security;
create policy house on gatherings.invitations using ((select members.is_house()));
create policy heard on gatherings.invitations for select
  using (not is_silent and to_id = any((select members.my_personas())::uuid[]) and coalesce(from_id not in (select members.blocked()), true));
create policy sent on gatherings.invitations for select using (from_id = any((select members.my_personas())::uuid[]));

alter table gatherings.thanks enable row level security;
create policy own on gatherings.thanks using (from_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy heard on gatherings.thanks for select using (to_id = any((select members.my_personas())::uuid[]) and from_id not in (select members.blocked()));

alter table gatherings.tellings enable row level security;
create policy own on gatherings.tellings using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));

alter table gatherings.calendars enable row level security;
create policy own on gatherings.calendars using (member_id = (select members.asker()) or (select members.is_house()));

grant select, insert, update, delete on all tables in schema gatherings to alongside_app;
