create schema house;
grant usage on schema house to alongside_app;

-- What the operator says about the place: who, why, money, hours, numbers. One row a thing and language.
create table house.sayings (
  name text not null,
  language text not null default '',               -- '' for what is the same in every language
  value jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by uuid references members.members on delete set null,
  primary key (name, language)
);
create index sayings_changed_by on house.sayings (changed_by);

-- Every version of the conduct that members were asked to agree to: a consent names one by its hash.
create table house.conducts (
  hash text not null,
  language text not null,
  lines jsonb not null,
  said_at timestamptz not null default now(),
  primary key (hash, language)
);
grant select, insert, update, delete on house.sayings to alongside_app;
grant select, insert on house.conducts to alongside_app;
