create schema members;
grant usage on schema members to alongside_app;

-- Who row-level security sees: a member, the house itself, or nobody.
create function members.asker() returns uuid language sql stable parallel safe as $$
  select case when current_setting('app.asker', true) in ('', 'house') then null
              else current_setting('app.asker', true)::uuid end $$;
create function members.is_house() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('app.asker', true) = 'house', false) $$;

-- A person taking part. Nothing here is shown to anybody else.
create table members.members (
  id uuid primary key,
  language text not null default 'en',
  joined_at timestamptz not null default now(),
  adult_at timestamptz not null default now(),     -- when they said they are 18 or over
  paused_at timestamptz,                           -- a break they chose; nothing is sent meanwhile
  suspended_until timestamptz                      -- a moderator's pause
);
alter table members.members enable row level security;
create policy own on members.members using (id = (select members.asker()) or (select members.is_house()));

-- How they get in. Hashes only.
create table members.keys (
  member_id uuid primary key references members.members on delete cascade,
  sign_in_name text not null unique,               -- folded: lower case, no accents, no spaces
  pass_hash text,                                  -- argon2id; null when only passkeys are used
  spare_hash text,                                 -- sha-256 of a key with 100 random bits
  spare_made_at timestamptz,
  changed_at timestamptz not null default now()
);
alter table members.keys enable row level security;
create policy own on members.keys using (member_id = (select members.asker()) or (select members.is_house()));

create table members.passkeys (
  id text primary key,                             -- the credential's own id
  member_id uuid not null references members.members on delete cascade,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  words text not null default '',                  -- what the member calls this device
  made_at timestamptz not null default now(),
  used_at timestamptz
);
create index passkeys_member on members.passkeys (member_id);
alter table members.passkeys enable row level security;
create policy own on members.passkeys using (member_id = (select members.asker()) or (select members.is_house()));

create table members.second_factors (
  member_id uuid primary key references members.members on delete cascade,
  sealed_secret text not null,
  made_at timestamptz not null default now(),
  confirmed_at timestamptz,
  last_step bigint not null default 0              -- a code works once
);
alter table members.second_factors enable row level security;
create policy own on members.second_factors using (member_id = (select members.asker()) or (select members.is_house()));

-- The one table that links a person to what they show. Their own rows, and nobody else's.
create table members.personas (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  space text not null,                             -- 'forum' today; a local group, a gathering later
  made_at timestamptz not null default now(),
  unique (member_id, space)
);
create index personas_member on members.personas (member_id);
alter table members.personas enable row level security;
create policy own on members.personas using (member_id = (select members.asker()) or (select members.is_house()));

-- What others see of a persona. Nothing here may lead back to the person or to another persona.
create table members.faces (
  persona_id uuid primary key references members.personas on delete cascade,
  name text not null,
  name_folded text not null unique,
  code text not null unique,                       -- for addresses: /me/<code>
  seed text not null,                              -- draws the pattern; random, never from the name
  about text not null default '',
  tag text check (tag in ('host', 'moderator', 'steward')),
  language text not null default 'en'
);
alter table members.faces enable row level security;
create policy seen on members.faces for select using (true);
create policy own on members.faces for all
  using ((select members.is_house()) or persona_id in (select id from members.personas where member_id = (select members.asker())));

-- When somebody last took another name. Apart from the face, so that nobody can match an old name to a new one by its time.
create table members.renamings (
  persona_id uuid primary key references members.personas on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  at timestamptz not null default now()
);
create index renamings_member on members.renamings (member_id);
alter table members.renamings enable row level security;
create policy own on members.renamings using (member_id = (select members.asker()) or (select members.is_house()));

-- Names nobody takes for a while, so that nobody can pass for who had them. They lead to no person.
create table members.resting_names (
  name_folded text primary key,
  until timestamptz not null
);
alter table members.resting_names enable row level security;
create policy house on members.resting_names using ((select members.is_house()));

create table members.roles (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  role text not null check (role in ('host', 'moderator', 'steward')),
  given_by uuid references members.members on delete set null,
  given_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index roles_held on members.roles (member_id, role) where ended_at is null;
alter table members.roles enable row level security;
create policy own on members.roles using (member_id = (select members.asker()) or (select members.is_house()));

create table members.sessions (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  token_hash bytea not null unique,
  device text not null check (device in ('shared', 'own')),
  device_words text not null default '',           -- "Firefox on Android": for the list of devices
  made_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null,                    -- absolute limit
  factor_asked_at timestamptz,                     -- the member has a second factor: nothing opens before it is shown
  factor_at timestamptz,                           -- when a second factor or passkey was shown
  day text check (day in ('good', 'so-so', 'bad', 'unsaid')),
  day_until timestamptz
);
create index sessions_member on members.sessions (member_id);
alter table members.sessions enable row level security;
create policy own on members.sessions using (member_id = (select members.asker()) or (select members.is_house()));

-- Reading comfort and discretion. One row a member; a missing row means everything as it comes.
create table members.settings (
  member_id uuid primary key references members.members on delete cascade,
  theme text not null default 'match' check (theme in ('match', 'light', 'dark', 'soft', 'contrast')),
  size text not null default '100' check (size in ('100', '115', '130', '150')),
  lines text not null default 'plain' check (lines in ('plain', 'roomy')),
  letters text not null default 'atkinson' check (letters in ('atkinson', 'own')),
  motion text not null default 'off' check (motion in ('on', 'off')),
  light boolean not null default false,            -- use less data: no font, no pictures
  calm boolean not null default false,
  cover text not null default '',                  -- the word tabs show instead of the page's name
  leave_to text not null default 'weather',
  seen_by text not null default 'members' check (seen_by in ('members', 'nobody'))  -- who may open my page
);
alter table members.settings enable row level security;
create policy own on members.settings using (member_id = (select members.asker()) or (select members.is_house()));

create table members.consents (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  kind text not null,                              -- 'conduct', 'pledge', …
  version text not null,
  text_hash text not null,
  language text not null,
  given_at timestamptz not null default now()
);
create index consents_member on members.consents (member_id);
alter table members.consents enable row level security;
create policy own on members.consents using (member_id = (select members.asker()) or (select members.is_house()));

-- Neither sees the other from now on, and neither is told.
create table members.blocks (
  member_id uuid not null references members.members on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  made_at timestamptz not null default now(),
  primary key (member_id, persona_id)
);
create index blocks_persona on members.blocks (persona_id);
alter table members.blocks enable row level security;
create policy own on members.blocks using (member_id = (select members.asker()) or (select members.is_house()));

-- Leaving for good: fourteen days to change one's mind, then the sweep.
create table members.leavings (
  member_id uuid primary key references members.members on delete cascade,
  asked_at timestamptz not null default now(),
  due_at timestamptz not null
);
alter table members.leavings enable row level security;
create policy own on members.leavings using (member_id = (select members.asker()) or (select members.is_house()));

-- One-time links: the first steward, an invitation to a role.
create table members.invitations (
  id uuid not null unique default gen_random_uuid(),
  token_hash bytea primary key,
  role text check (role in ('host', 'moderator', 'steward')),
  made_by uuid references members.members on delete cascade,
  made_at timestamptz not null default now(),
  ends_at timestamptz not null,
  used_at timestamptz
);
alter table members.invitations enable row level security;
create policy house on members.invitations using ((select members.is_house()));

-- Challenges for passkeys: short-lived, used once.
create table members.challenges (
  challenge text primary key,
  member_id uuid references members.members on delete cascade,
  made_at timestamptz not null default now()
);
alter table members.challenges enable row level security;
create policy house on members.challenges using ((select members.is_house()));

/*
 * Every persona the asker and somebody else have put between them, in either
 * direction. It answers with personas only, so that a page can leave them out
 * without ever learning who they belong to.
 */
create function members.blocked() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select b.persona_id from members.blocks b where b.member_id = members.asker()
  union
  select theirs.id
    from members.blocks b
    join members.personas mine on mine.id = b.persona_id
    join members.personas theirs on theirs.member_id = b.member_id and theirs.space = mine.space
   where mine.member_id = members.asker()
$$;

/*
 * Who a session's cookie belongs to, and everything a page needs to greet them.
 * Called before anybody is known, so it steps around row-level security itself:
 * it answers only to a hash of 256 random bits. Idle limits: 10 minutes on a
 * shared device, 30 on one's own and for staff (safety guide §7).
 */
create function members.enter(token bytea) returns table (
  session_id uuid, member_id uuid, persona_id uuid, name text, code text, seed text, language text,
  device text, roles text[], factor_at timestamptz, day text, paused_at timestamptz, suspended_until timestamptz,
  leaving_at timestamptz, theme text, size text, lines text, letters text, motion text, light boolean, calm boolean, cover text, leave_to text
)
language plpgsql volatile security definer set search_path = '' as $$
declare
  found members.sessions;
begin
  select * into found from members.sessions s
   where s.token_hash = token and s.ends_at > now() and (s.factor_asked_at is null or s.factor_at is not null)
     and s.seen_at > now() - case s.device when 'own' then interval '30 minutes' else interval '10 minutes' end;
  if found.id is null then return; end if;
  if found.seen_at < now() - interval '1 minute' then
    update members.sessions s set seen_at = now() where s.id = found.id;
  end if;
  return query
    select found.id, m.id, p.id, f.name, f.code, f.seed, m.language, found.device,
           array(select r.role from members.roles r where r.member_id = m.id and r.ended_at is null),
           found.factor_at, case when found.day_until > now() then found.day end, m.paused_at, m.suspended_until,
           l.due_at, s.theme, s.size, s.lines, s.letters, s.motion, s.light, s.calm, s.cover, s.leave_to
      from members.members m
      join members.personas p on p.member_id = m.id and p.space = 'forum'
      join members.faces f on f.persona_id = p.id
      left join members.settings s on s.member_id = m.id
      left join members.leavings l on l.member_id = m.id
     where m.id = found.member_id;
end $$;

-- The app never updates who a persona belongs to.
grant select, insert, update, delete on all tables in schema members to alongside_app;
revoke update on members.personas, members.consents from alongside_app;
