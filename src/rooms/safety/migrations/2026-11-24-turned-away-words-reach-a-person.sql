/*
 * Words somebody sent and that could not be taken in, where they sound as if
 * somebody may be in danger: what the case about them points to, since there is
 * no post. One row a name: what is tried again, or elsewhere, joins it. Neither
 * why they were turned away nor whose thread they were for is written here.
 */
create table safety.turned_away (
  id uuid primary key,
  persona_id uuid not null unique references members.personas on delete cascade,
  place text not null,                             -- the form they were sent from last: beside it their writer finds help
  language text not null check (language in ('en', 'nb')),
  words_id uuid references safety.texts on delete set null deferrable initially deferred,
  at timestamptz not null default now()            -- when they were sent last
);
create index turned_away_words on safety.turned_away (words_id);
alter table safety.turned_away enable row level security;
create policy house on safety.turned_away using ((select members.is_house()));
grant select, insert, update, delete on safety.turned_away to alongside_app;
