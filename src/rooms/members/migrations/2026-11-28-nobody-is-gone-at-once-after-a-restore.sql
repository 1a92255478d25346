-- A backup knows nothing of who wanted to stay after all since it was made, nor of who stopped a stranger with a code of theirs.
-- So whoever is on the way to leave for good has fourteen days anew in which to say so, and no recovery that waited goes on: it can be begun with another code.
create function members.restored() returns void language sql set search_path = '' as $$
  update members.leavings set due_at = greatest(due_at, now() + interval '14 days');
  update members.recoveries set stopped_at = now() where stopped_at is null and done_at is null $$;
revoke execute on function members.restored() from public;
