-- What only its author sees for now, and why: it waits for somebody to be here, or a moderator has to look first.
create view forum.kept_back with (security_invoker = true) as
select post_id, 'waiting' as why from forum.waiting
union all
select post_id, 'held' from forum.held;
grant select on forum.kept_back to alongside_app;
