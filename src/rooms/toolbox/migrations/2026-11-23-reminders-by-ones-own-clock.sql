-- By which clock a reminder comes is asked when it is told: whoever chooses another clock is told by that one.
alter table toolbox.reminders drop column time_zone;
