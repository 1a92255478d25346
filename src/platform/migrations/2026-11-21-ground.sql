-- The app's own role: owns nothing, cannot step around row-level security.
do $$ begin
  if not exists (select from pg_roles where rolname = 'alongside_app') then
    create role alongside_app nologin nosuperuser nobypassrls;
  end if;
  execute format('grant alongside_app to %I', current_user);
end $$;

create extension if not exists unaccent;

grant usage on schema platform to alongside_app;
grant select on platform.migrations to alongside_app;

-- What happened and has not been carried on yet: written in the transaction of the change, taken by the worker.
create table platform.events (
  id bigint generated always as identity primary key,
  name text not null,
  data jsonb not null,
  at timestamptz not null default now()
);
grant select, insert, update, delete on platform.events to alongside_app; -- update: rows are locked while they are carried
grant usage on sequence platform.events_id_seq to alongside_app;

-- Things that went wrong in the dark and need a steward's eye. Ids only.
create table platform.alarms (
  id bigint generated always as identity primary key,
  what text not null,
  data jsonb not null default '{}',
  at timestamptz not null default now(),
  seen_at timestamptz
);
create index alarms_unseen on platform.alarms (at) where seen_at is null;
grant select, insert, update on platform.alarms to alongside_app;
grant usage on sequence platform.alarms_id_seq to alongside_app;

-- How often one thing was tried from one place; a counter per window of time.
create table platform.tries (
  what text not null,
  who text not null,
  window_at timestamptz not null,
  times int not null,
  primary key (what, who, window_at)
);
grant select, insert, update, delete on platform.tries to alongside_app;

-- Who left for good, as a keyed hash, so that a restored backup does not bring them back.
create table platform.erasures (
  mark text primary key,
  at timestamptz not null default now()
);
grant select, insert on platform.erasures to alongside_app;
