-- Who is planned to be here, week by week. Once there is one row, the rota is these rows and no longer the hours an operator typed.
create table house.shifts (
  id uuid primary key,
  persona_id uuid not null references members.personas on delete cascade,
  kind text not null default 'here' check (kind in ('here', 'onCall')),
  day int not null check (day between 1 and 7),    -- 1 Monday … 7 Sunday
  from_clock text not null,                        -- "18:00" by the wall clock of time_zone
  to_clock text not null,                          -- not after from_clock: past midnight
  time_zone text,                                  -- null: the clock of the place
  added_by uuid references members.members on delete set null,
  added_at timestamptz not null default now(),
  unique (persona_id, kind, day, from_clock)
);
create index shifts_added_by on house.shifts (added_by);

-- One date somebody cannot. No reason is asked for, so there is no place for one.
create table house.shift_gaps (
  shift_id uuid not null references house.shifts on delete cascade,
  on_date date not null,                           -- the date the shift begins on, by its own clock
  primary key (shift_id, on_date)
);

-- Who was really here. A clocking without an end is somebody who is here now.
create table house.clockings (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  in_at timestamptz not null default now(),
  until_at timestamptz not null,                   -- what they said; nobody is said to be here after that
  out_at timestamptz,
  check (until_at > in_at),
  check (out_at is null or out_at >= in_at)
);
create unique index clockings_open on house.clockings (member_id) where out_at is null;
create index clockings_member on house.clockings (member_id, in_at desc);
create index clockings_persona on house.clockings (persona_id);
create index clockings_out on house.clockings (out_at desc);
alter table house.clockings enable row level security;
create policy own on house.clockings using (member_id = (select members.asker()) or (select members.is_house()));

-- A quarter of an hour off the queue. No reason is asked for.
create table house.breaks (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  clocking_id uuid not null references house.clockings on delete cascade,
  from_at timestamptz not null default now(),
  until_at timestamptz not null
);
create index breaks_clocking on house.breaks (clocking_id, from_at desc);
create index breaks_member on house.breaks (member_id);
alter table house.breaks enable row level security;
create policy own on house.breaks using (member_id = (select members.asker()) or (select members.is_house()));

grant select, insert, update, delete on house.shifts, house.shift_gaps, house.clockings, house.breaks to alongside_app;
