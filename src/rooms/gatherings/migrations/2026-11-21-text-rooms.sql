-- By text: an online room may be a text room and nothing else.
alter table gatherings.gatherings drop constraint gatherings_way_check;
alter table gatherings.gatherings add constraint gatherings_way_check check (way in ('place', 'text', 'video', 'phone', 'both'));
alter table gatherings.seats drop constraint seats_way_check;
alter table gatherings.seats add constraint seats_way_check check (way in ('place', 'text', 'video', 'phone'));
