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
grant select, insert, update, delete on house.sayings to alongside_app;
