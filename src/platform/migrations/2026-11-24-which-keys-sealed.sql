-- Which of our keys sealed what lies here: marks that say whether two places hold the same key, and never what it is. The first start writes them.
create table platform.key_marks (
  name text primary key,                           -- "secret", or the name of a key of SEAL_KEYS
  mark text not null,
  at timestamptz not null default now()
);
grant select, insert on platform.key_marks to alongside_app; -- none is changed by a start
