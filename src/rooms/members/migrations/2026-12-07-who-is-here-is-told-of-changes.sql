-- Who holds a token is kept by the app for as long as nothing about them changes, a minute at the most (docs/decisions/0020).
-- Whatever `members.enter` reads and is changed is told on the channel `members`: the id of the member, or of the persona.
drop function members.enter(bytea);
create function members.enter(token bytea) returns table (
  session_id uuid, member_id uuid, persona_id uuid, name text, code text, seed text, language text,
  device text, roles text[], factor_at timestamptz, day text, paused_at timestamptz, suspended_until timestamptz,
  leaving_at timestamptz, theme text, size text, lines text, letters text, motion text, light boolean, calm boolean, cover text, leave_to text,
  leave_by text, cover_page boolean, lock_after int, app_name text, recovery_at timestamptz, holds_for int
)
language plpgsql volatile security definer set search_path = '' as $$
declare
  found members.sessions;
  wishes members.settings;
  nap interval;
  holds int;
begin
  select * into found from members.sessions s
   where s.token_hash = token and s.ends_at > now() and (s.factor_asked_at is null or s.factor_at is not null);
  if found.id is null then return; end if;
  select * into wishes from members.settings s where s.member_id = found.member_id;
  nap := members.idle_limit(found.device, wishes.lock_after);
  if found.seen_at <= now() - nap then return; end if;
  nap := least(interval '1 minute', nap / 8);
  if found.seen_at < now() - nap then
    update members.sessions s set seen_at = now() where s.id = found.id;
    found.seen_at := now();
  end if;
  -- Milliseconds until the session is to be noted as in use again, is over, or the day that was said is.
  holds := 1000 * extract(epoch from least(found.seen_at + nap, found.ends_at, case when found.day_until > now() then found.day_until end) - now());
  if substr(found.member_id::text, 15, 1) = '8' then
    return query
      select found.id, m.id, null::uuid, w.name, ''::text, ''::text, m.language, found.device, '{}'::text[],
             found.factor_at, null::text, null::timestamptz, null::timestamptz, null::timestamptz,
             wishes.theme, wishes.size, wishes.lines, wishes.letters, wishes.motion, wishes.light, wishes.calm, wishes.cover, wishes.leave_to,
             wishes.leave_by, wishes.cover_page, wishes.lock_after, wishes.app_name, null::timestamptz, holds
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
           (select min(r.due_at) from members.recoveries r where r.member_id = m.id and r.stopped_at is null and r.done_at is null and r.due_at > now() - interval '7 days'),
           holds
      from members.members m
      join members.personas p on p.member_id = m.id and p.space = 'forum'
      join members.faces f on f.persona_id = p.id
      left join members.leavings l on l.member_id = m.id
     where m.id = found.member_id;
end $$;

create function members.tell_of_change() returns trigger language plpgsql set search_path = '' as $$
begin
  perform pg_notify('members', (case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end) ->> tg_argv[0]);
  return null;
end $$;

-- That a session is in use is no change; that it was put back, so that it is locked, is one.
create trigger told_of after update on members.sessions for each row
  when (to_jsonb(old) - 'seen_at' <> to_jsonb(new) - 'seen_at' or new.seen_at < old.seen_at) execute function members.tell_of_change('member_id');
create trigger told_of_end after delete on members.sessions for each row execute function members.tell_of_change('member_id');
create trigger told_of after insert or update or delete on members.settings for each row execute function members.tell_of_change('member_id');
create trigger told_of after update of language, paused_at, suspended_until on members.members for each row execute function members.tell_of_change('id');
create trigger told_of_end after delete on members.members for each row execute function members.tell_of_change('id');
create trigger told_of after insert or update or delete on members.personas for each row execute function members.tell_of_change('member_id');
create trigger told_of after insert or update or delete on members.faces for each row execute function members.tell_of_change('persona_id');
create trigger told_of after insert or update or delete on members.roles for each row execute function members.tell_of_change('member_id');
create trigger told_of after insert or update or delete on members.leavings for each row execute function members.tell_of_change('member_id');
create trigger told_of after insert or update or delete on members.recoveries for each row execute function members.tell_of_change('member_id');
create trigger told_of after insert or update or delete on members.work_accounts for each row execute function members.tell_of_change('member_id');
