-- A sheet of one-time codes: for when everything else is lost. Each is a keyed hash of more than 64 random bits.
create table members.codes (
  member_id uuid not null references members.members on delete cascade,
  code_hash text not null,
  made_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (member_id, code_hash)
);
alter table members.codes enable row level security;
create policy own on members.codes using (member_id = (select members.asker()) or (select members.is_house()));

-- A code was used: a day later it sets a new pass-sentence, unless somebody who is signed in stops it.
create table members.recoveries (
  id uuid primary key default gen_random_uuid(),
  member_id uuid not null references members.members on delete cascade,
  code_hash text not null unique,
  asked_at timestamptz not null default now(),
  due_at timestamptz not null default now() + interval '24 hours',
  stopped_at timestamptz,
  done_at timestamptz
);
create index recoveries_open on members.recoveries (member_id) where stopped_at is null and done_at is null;
alter table members.recoveries enable row level security;
create policy own on members.recoveries using (member_id = (select members.asker()) or (select members.is_house()));

grant select, insert, update, delete on members.codes, members.recoveries to alongside_app;

alter table members.settings
  add column leave_by text not null default 'keys' check (leave_by in ('keys', 'button', 'menu')), -- the button and Shift three times; the button; in the menu only
  add column cover_page boolean not null default false,   -- the page is covered while the window is not looked at
  add column lock_after int check (lock_after in (2, 5, 10, 15)),  -- quiet minutes, where that is less than the device's own limit
  add column app_name text not null default '',           -- what the installed app is called; empty: not offered
  add column app_icon text not null default 'note' check (app_icon in ('note', 'leaf', 'sun', 'cup'));

/*
 * As before, and besides: whether a recovery is under way (every page says so),
 * and what a member wishes for being discreet. Idle limits: 10 minutes on a
 * shared device, 30 on one's own (safety guide §7), or fewer if the member wishes.
 */
drop function members.enter(bytea);
create function members.idle_limit(device text, lock_after int) returns interval language sql immutable as $$
  select make_interval(mins => least(case device when 'own' then 30 else 10 end, coalesce(lock_after, 30))) $$;
create function members.enter(token bytea) returns table (
  session_id uuid, member_id uuid, persona_id uuid, name text, code text, seed text, language text,
  device text, roles text[], factor_at timestamptz, day text, paused_at timestamptz, suspended_until timestamptz,
  leaving_at timestamptz, theme text, size text, lines text, letters text, motion text, light boolean, calm boolean, cover text, leave_to text,
  leave_by text, cover_page boolean, lock_after int, app_name text, recovery_at timestamptz
)
language plpgsql volatile security definer set search_path = '' as $$
declare
  found members.sessions;
  wishes members.settings;
begin
  select * into found from members.sessions s
   where s.token_hash = token and s.ends_at > now() and (s.factor_asked_at is null or s.factor_at is not null);
  if found.id is null then return; end if;
  select * into wishes from members.settings s where s.member_id = found.member_id;
  if found.seen_at <= now() - members.idle_limit(found.device, wishes.lock_after) then return; end if;
  if found.seen_at < now() - least(interval '1 minute', members.idle_limit(found.device, wishes.lock_after) / 8) then
    update members.sessions s set seen_at = now() where s.id = found.id;
  end if;
  return query
    select found.id, m.id, p.id, f.name, f.code, f.seed, m.language, found.device,
           array(select r.role from members.roles r where r.member_id = m.id and r.ended_at is null),
           found.factor_at, case when found.day_until > now() then found.day end, m.paused_at, m.suspended_until,
           l.due_at, wishes.theme, wishes.size, wishes.lines, wishes.letters, wishes.motion, wishes.light, wishes.calm, wishes.cover, wishes.leave_to,
           wishes.leave_by, wishes.cover_page, wishes.lock_after, wishes.app_name,
           (select min(r.due_at) from members.recoveries r where r.member_id = m.id and r.stopped_at is null and r.done_at is null and r.due_at > now() - interval '7 days')
      from members.members m
      join members.personas p on p.member_id = m.id and p.space = 'forum'
      join members.faces f on f.persona_id = p.id
      left join members.leavings l on l.member_id = m.id
     where m.id = found.member_id;
end $$;
