-- The last day of a share, as the member chose it by their own clock: said as it stands, and never worked out again from the moment of its end.
alter table care.grants add column last_day date;
-- Of those before, the end is a midnight somewhere. Ten and a half hours earlier it is the day before in nearly every place people live.
update care.grants set last_day = ((ends_at - interval '10 hours 30 minutes') at time zone 'UTC')::date;
alter table care.grants alter column last_day set not null;
