-- By which clock a member's days begin and end. Empty: the clock of those who run the place.
alter table members.settings add column time_zone text not null default '' check (length(time_zone) <= 60);
