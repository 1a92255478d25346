-- Which secret sealed what lies in the vault: a mark that says whether two places hold the same one, and never what it is. The first start writes it.
create table vault.key_marks (
  name text primary key,
  mark text not null,
  at timestamptz not null default now()
);
