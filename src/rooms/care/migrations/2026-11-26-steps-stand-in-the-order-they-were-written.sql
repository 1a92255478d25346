-- Two lines written in one transaction had one time between them, and stood in either order.
alter table care.next_steps alter column made_at set default clock_timestamp();
