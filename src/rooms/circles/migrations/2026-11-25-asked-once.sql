-- A form that asks people to be with somebody in something asks once, however often it is sent.
alter table circles.cheers add column once text;
create unique index cheers_once on circles.cheers (persona_id, once) where once is not null;
