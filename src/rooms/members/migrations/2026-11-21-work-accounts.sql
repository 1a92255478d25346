/*
 * Accounts of people who work with members and take no part themselves: they
 * sign in as everybody does, and have no persona, no face and no role.
 * Their ids are of version 8, all others of version 4, so that the database can
 * tell at every statement, without looking anything up, that nobody at work may
 * have a name here or read where people talk.
 */
create table members.work_accounts (
  member_id uuid primary key references members.members on delete cascade,
  name text not null,                              -- how they are greeted; what patients read is the room's that they work in
  made_at timestamptz not null default now(),
  constraint of_its_version check (substr(member_id::text, 15, 1) = '8')
);
alter table members.work_accounts enable row level security;
create policy own on members.work_accounts using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, update, delete on members.work_accounts to alongside_app;

create function members.is_at_work() returns boolean language sql stable parallel safe as $$
  select coalesce(substr(current_setting('app.asker', true), 15, 1) = '8', false) $$;

alter table members.personas add constraint nobody_at_work check (substr(member_id::text, 15, 1) <> '8');
alter table members.roles add constraint nobody_at_work check (substr(member_id::text, 15, 1) <> '8');
create policy not_at_work on members.faces as restrictive for select using (not (select members.is_at_work()));

-- As before; somebody with a work account has no face, and is greeted by the name of the account.
drop function members.enter(bytea);
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
  if substr(found.member_id::text, 15, 1) = '8' then
    return query
      select found.id, m.id, null::uuid, w.name, ''::text, ''::text, m.language, found.device, '{}'::text[],
             found.factor_at, null::text, null::timestamptz, null::timestamptz, null::timestamptz,
             wishes.theme, wishes.size, wishes.lines, wishes.letters, wishes.motion, wishes.light, wishes.calm, wishes.cover, wishes.leave_to,
             wishes.leave_by, wishes.cover_page, wishes.lock_after, wishes.app_name, null::timestamptz
        from members.members m join members.work_accounts w on w.member_id = m.id
       where m.id = found.member_id;
    return;
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
