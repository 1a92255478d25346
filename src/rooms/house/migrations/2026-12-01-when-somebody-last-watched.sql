-- When on that day a moderator was last at the desk, to the hour. Of days before nobody knows: they count to their end, or to now.
alter table house.watch_days add column last_at timestamptz;
update house.watch_days set last_at = least((day + 1)::timestamp at time zone 'UTC', now());
alter table house.watch_days alter column last_at set not null, alter column last_at set default now();
grant update on house.watch_days to alongside_app;
