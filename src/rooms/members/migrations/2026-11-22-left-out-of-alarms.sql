-- An alarm says what went wrong and waits for a steward; whoever has left for good does not stand in it any more.
create function members.leave_alarms() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update platform.alarms set data = replace(data::text, old.id::text, 'left')::jsonb where data::text like '%' || old.id::text || '%';
  return old;
end $$;
create trigger leave_alarms before delete on members.members for each row execute function members.leave_alarms();
create trigger leave_alarms before delete on members.personas for each row execute function members.leave_alarms();

-- Those who left before.
update platform.alarms a set data = (
  select jsonb_object_agg(key, case when key = any(array['memberId', 'personaId', 'otherId', 'fromId', 'toId'])
           and not exists (select from members.members m where m.id::text = value #>> '{}') and not exists (select from members.personas p where p.id::text = value #>> '{}')
           then '"left"'::jsonb else value end)
    from jsonb_each(a.data))
 where a.data ?| array['memberId', 'personaId', 'otherId', 'fromId', 'toId'];
