-- The day an answer is promised for is said once and kept. What was asked before keeps the day it was told: five weekdays, by the clock in Greenwich, also over holidays.
alter table safety.appeals add column due_on date;
update safety.appeals a
   set due_on = (select day from (
         select d::date as day, row_number() over (order by d) as n
           from generate_series((a.made_at at time zone 'UTC')::date + interval '1 day', (a.made_at at time zone 'UTC')::date + interval '10 days', interval '1 day') d
          where extract(isodow from d) < 6) days where n = 5);
alter table safety.appeals alter column due_on set not null;
create index appeals_due on safety.appeals (due_on) where closed_at is null;
