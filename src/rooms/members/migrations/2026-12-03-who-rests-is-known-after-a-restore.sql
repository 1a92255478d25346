/*
 * Who came to rest after a backup was made, and whose rest was undone, is in no backup: the ledger beside the backups tells the restore, which leaves it
 * with what it still owes. As when a rest begins: no device is signed in by it any more, and no role is held. The rest is as before.
 */
create or replace function members.restored() returns void language sql set search_path = '' as $$
  insert into members.rests (member_id, since)
  select m.id, r.since from platform.alarms a cross join jsonb_to_recordset(coalesce(a.data -> 'rests', '[]')) as r (id uuid, since timestamptz) join members.members m on m.id = r.id
   where a.what = 'backup.restoring' on conflict do nothing;
  delete from members.rests s using platform.alarms a where a.what = 'backup.restoring' and coalesce(a.data -> 'wakes', '[]') ? s.member_id::text;
  update members.sessions s set ends_at = now() from members.rests r where r.member_id = s.member_id and s.ends_at > now();
  select members.end_roles_of_who_rests();
  update members.leavings set due_at = greatest(due_at, now() + interval '14 days');
  update members.recoveries set stopped_at = now() where stopped_at is null and done_at is null $$;
revoke execute on function members.restored() from public;
