-- What went wrong for somebody: told by a member, or noted by a moderator. Once it is looked at it has a type, how bad it was,
-- whether it had to do with this place, and what was done. The register keeps what happened; words go when their author leaves.
create table safety.harms (
  id uuid primary key,
  told_kind text not null check (told_kind in ('worse', 'wrong')),
  told_by uuid references members.members on delete set null,       -- who said so; never shown to anybody but them
  persona_id uuid references members.personas on delete set null,   -- whom it happened to, by the name they were told under
  noted_by uuid references members.members on delete set null,      -- a moderator who noted it for somebody
  topic text not null,                                              -- what it is about, in the member's choice
  words_id uuid references safety.texts on delete set null deferrable initially deferred,
  told_at timestamptz not null default now(),
  type text check (type ~ '^A([1-9]|1[0-7])$'),
  severity int check (severity between 0 and 4),
  related text check (related in ('no', 'perhaps', 'probably', 'surely')),
  preventable text check (preventable in ('no', 'perhaps', 'yes')),
  actions text not null default '',                                 -- what was done about it, without names
  lead_told_at timestamptz,                                         -- severe, or A16: the lead is told within a day
  looked_at timestamptz,
  looked_by uuid references members.members on delete set null,
  closed_at timestamptz
);
create index harms_told on safety.harms (told_at desc, id);
create index harms_by on safety.harms (told_by);
create index harms_persona on safety.harms (persona_id);
create index harms_noted on safety.harms (noted_by);
create index harms_looked on safety.harms (looked_by);
create index harms_words on safety.harms (words_id);
alter table safety.harms enable row level security;
create policy own on safety.harms for select using (told_by = (select members.asker()));
create policy house on safety.harms using ((select members.is_house()));

-- How an entry was judged before it was judged again: written once, never changed.
create table safety.harm_judgements (
  id bigint generated always as identity primary key,
  harm_id uuid not null references safety.harms on delete cascade,
  by_id uuid references members.members on delete set null,
  at timestamptz not null default now(),
  type text not null, severity int not null, related text not null, preventable text not null, actions text not null
);
create index harm_judgements_harm on safety.harm_judgements (harm_id, id);
create index harm_judgements_by on safety.harm_judgements (by_id);
alter table safety.harm_judgements enable row level security;
create policy house on safety.harm_judgements using ((select members.is_house()));

grant select, insert, update, delete on safety.harms to alongside_app;
grant select, insert on safety.harm_judgements to alongside_app;
