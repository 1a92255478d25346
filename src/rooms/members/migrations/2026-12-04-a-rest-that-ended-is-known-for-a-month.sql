/*
 * When an account that rested rests no more, what is due to it is due anew, and nothing of it goes on before that: whoever looks at it asks here,
 * for they may look before they have heard. Kept for a month. A restore that ends a rest, as the ledger says, keeps it and says it as whoever ends one does.
 */
create table members.ended_rests (
  id bigint generated always as identity primary key,
  member_id uuid not null references members.members on delete cascade,
  since timestamptz not null,
  ended_at timestamptz not null default now()
);
create index ended_rests_member on members.ended_rests (member_id);
alter table members.ended_rests enable row level security;
create policy house on members.ended_rests using ((select members.is_house()));
grant select, insert, delete on members.ended_rests to alongside_app;

create or replace function members.restored() returns void language sql set search_path = '' as $$
  insert into members.rests (member_id, since)
  select m.id, r.since from platform.alarms a cross join jsonb_to_recordset(coalesce(a.data -> 'rests', '[]')) as r (id uuid, since timestamptz) join members.members m on m.id = r.id
   where a.what = 'backup.restoring' on conflict do nothing;
  with woken as (
    delete from members.rests s using platform.alarms a where a.what = 'backup.restoring' and coalesce(a.data -> 'wakes', '[]') ? s.member_id::text returning s.member_id, s.since
  ), kept as (
    insert into members.ended_rests (member_id, since) select member_id, since from woken
  )
  select platform.announce('members.rest.ended', jsonb_build_object('memberId', member_id, 'since', since)) from woken;
  update members.sessions s set ends_at = now() from members.rests r where r.member_id = s.member_id and s.ends_at > now();
  select members.end_roles_of_who_rests();
  update members.leavings set due_at = greatest(due_at, now() + interval '14 days');
  update members.recoveries set stopped_at = now() where stopped_at is null and done_at is null $$;
revoke execute on function members.restored() from public;
