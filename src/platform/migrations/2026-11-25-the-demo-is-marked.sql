-- Whether the demo community was ever poured in here: its pass-sentences are public, so others may never reach this database. Once there, the mark stays.
create table platform.demo (
  since timestamptz not null default now()
);
create unique index demo_once on platform.demo ((true));
grant select, insert on platform.demo to alongside_app;

create function platform.mark_demo() returns void language sql volatile as $$
  insert into platform.demo default values on conflict do nothing
$$;
