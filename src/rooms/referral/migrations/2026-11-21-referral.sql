create schema referral;
grant usage on schema referral to alongside_app;

-- What stands on a poster, a card or a leaflet. It says where it hung; it names nobody.
create table referral.codes (
  code text primary key,
  kind text not null check (kind in ('clinic', 'campaign', 'group')),
  label text not null,
  language text not null,
  made_at timestamptz not null default now(),
  ended_at timestamptz
);

-- How many opened a code's page, in a row of its own: no account, no address, no moment.
create table referral.arrivals (
  code text primary key references referral.codes on delete cascade,
  count int not null default 0
);

-- A clinician would come along. Sealed: who they are and how to reach them is nobody's business but the stewards'.
create table referral.offers (
  id uuid primary key,
  sealed text not null,
  once text unique,
  made_on date not null default current_date
);

grant select, insert, update, delete on all tables in schema referral to alongside_app;
