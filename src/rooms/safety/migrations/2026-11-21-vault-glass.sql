-- Breaking the glass before the vault: who asked, who agreed, which fields, until when, and what became of it.
create table safety.glasses (
  id uuid primary key,
  case_id uuid references safety.cases on delete set null,
  member_id uuid references members.members on delete set null,     -- whose details; null once they have left for good
  asked_by uuid references members.members on delete set null,
  asked_at timestamptz not null default now(),
  reason text not null check (reason in ('dangerSelf', 'dangerOther', 'child', 'adultAtRisk')),
  basis text not null,                             -- an id of `bases.json`
  consent text not null check (consent in ('asked', 'cannot', 'unsafe')),
  why text not null,                               -- in the asker's words
  fields text[] not null check (cardinality(fields) > 0),
  out_of_hours boolean not null,
  state text not null default 'asked' check (state in ('asked', 'refused', 'withdrawn', 'lapsed', 'open', 'over')),
  agreed_by uuid references members.members on delete set null,     -- null while open: out of hours, alone
  opened_at timestamptz,
  until timestamptz,
  second_due_at timestamptz,                       -- opened by one alone: another looks within twelve hours
  second_by uuid references members.members on delete set null,
  second_said text check (second_said in ('right', 'wrong')),
  telling text check (telling in ('now', 'later')),                 -- whether the member is told, and if not yet, why
  telling_why text not null default '',
  told_at timestamptz,
  review_due_at timestamptz,
  reviewed_by uuid references members.members on delete set null,
  reviewed_at timestamptz,
  finding text check (finding in ('right', 'partly', 'wrong')),
  version int not null default 1
);
create unique index glasses_one on safety.glasses (case_id) where state in ('asked', 'open');
create index glasses_member on safety.glasses (member_id);
create index glasses_opened on safety.glasses (opened_at) where opened_at is not null;
create index glasses_asked_by on safety.glasses (asked_by);
create index glasses_agreed_by on safety.glasses (agreed_by);
create index glasses_second_by on safety.glasses (second_by);
create index glasses_reviewed_by on safety.glasses (reviewed_by);
alter table safety.glasses enable row level security;
create policy house on safety.glasses using ((select members.is_house()));

/*
 * What happened, for good. Rows are only ever added, and each holds the hash of
 * the one before it, so that one that was changed or taken out shows. `by_id`
 * is no reference: who opened somebody's details stays written when they go.
 */
create table safety.glass_log (
  seq bigint generated always as identity primary key,
  glass_id uuid not null,
  at timestamptz not null default now(),
  by_id uuid,
  what text not null,
  data jsonb not null default '{}',                -- fields, reason, basis, to whom; never a value from the vault
  before text not null default '',
  hash text not null default ''
);
create index glass_log_glass on safety.glass_log (glass_id, seq);
alter table safety.glass_log enable row level security;
create policy house on safety.glass_log using ((select members.is_house()));

create function safety.glass_hash(l safety.glass_log) returns text language sql immutable as $$
  select encode(sha256(convert_to(concat_ws('|', l.before, l.seq, l.glass_id, extract(epoch from l.at)::text, coalesce(l.by_id::text, ''), l.what, l.data::text), 'UTF8')), 'hex') $$;

create function safety.chain_glass() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(7204); -- one after the other, so that the chain has no fork
  new.before := coalesce((select hash from safety.glass_log order by seq desc limit 1), '');
  new.hash := safety.glass_hash(new);
  return new;
end $$;
create trigger chain before insert on safety.glass_log for each row execute function safety.chain_glass();

create function safety.glass_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the record of the vault is only ever added to';
end $$;
create trigger stays before update or delete on safety.glass_log for each row execute function safety.glass_stays();

-- The first row that does not fit the one before it; null when the record is whole.
create function safety.glass_break() returns bigint language sql stable as $$
  select min(seq) from (
    select l.seq, l.hash <> safety.glass_hash(l) or l.before <> coalesce(lag(l.hash) over (order by l.seq), '') as is_wrong from safety.glass_log l) s
   where is_wrong $$;

grant select, insert, update on safety.glasses to alongside_app;
grant select, insert on safety.glass_log to alongside_app;
