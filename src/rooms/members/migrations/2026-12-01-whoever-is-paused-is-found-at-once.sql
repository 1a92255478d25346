-- Few are paused at a time, and lists that leave them out ask often.
create index members_suspended on members.members (suspended_until) where suspended_until is not null;
