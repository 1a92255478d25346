create schema learning;
grant usage on schema learning to alongside_app;

-- Local activities and organisations outside of this place. Stewards keep them; who did is in nobody's interest here,
-- when it was last checked is in everybody's.
create table learning.places (
  id uuid primary key,
  kind text not null check (kind in ('activity', 'organisation')),
  name text not null,
  about text not null,
  area text not null default '',                   -- in which part of the country; empty is anywhere
  getting_in text not null default '',             -- steps, parking, a bus, a quiet room
  phone text not null default '',
  web text not null default '',
  language text not null,
  checked_on date not null,
  made_at timestamptz not null default now(),
  ended_at timestamptz                             -- taken off the list; kept, so that it is known what once stood there
);
create index places_listed on learning.places (area, name) where ended_at is null;
grant select, insert, update on learning.places to alongside_app;
