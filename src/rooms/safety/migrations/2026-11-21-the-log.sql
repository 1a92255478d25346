-- What moderators did in a month, as everybody may read it: sums and medians, never a row of anybody's. Few are said as few.
create table safety.months (
  month date not null,                             -- its first day
  name text not null,
  key text not null default '',
  value int,                                       -- null: too few to say
  at timestamptz not null default now(),
  primary key (month, name, key)
);
grant select, insert, update, delete on safety.months to alongside_app;
create index decisions_at on safety.decisions (at);
create index cases_opened on safety.cases (opened_at);
create index appeals_made on safety.appeals (made_at);
