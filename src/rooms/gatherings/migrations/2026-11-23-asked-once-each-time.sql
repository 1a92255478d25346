-- When somebody unsure was asked whether they come: once each time they are unsure, whenever the clock gets to it.
alter table gatherings.seats add column asked_at timestamptz;
-- Those who have been asked already are not asked again.
update gatherings.seats set asked_at = now() where state = 'maybe' and held_until < now() + interval '105 minutes';
