-- A share ends with its last day by its member's own clock, else by the clock of the place; for whoever chose none it ended by that of London in winter.
-- Of those in force the end is set anew, this once, by what the house says.
update care.grants g
   set ends_at = (g.last_day + 1)::timestamp at time zone z.name
  from house.sayings h join pg_timezone_names z on z.name = h.value #>> '{}'
 where h.name = 'timeZone' and h.language = '' and g.revoked_at is null
   and not exists (select from members.settings s where s.member_id = g.member_id and s.time_zone <> '');
