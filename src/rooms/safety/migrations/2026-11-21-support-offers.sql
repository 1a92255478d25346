-- What was said about one text, and by which version. Of texts, never of people; kept for ninety days to find what was missed.
create table safety.assessments (
  post_id uuid primary key,
  level text not null check (level in ('urgent', 'concern', 'unassessed', 'low', 'none')),
  version text not null default '',
  at timestamptz not null default now()
);
create index assessments_at on safety.assessments (at);

-- Somebody wrote something that sounds hard: what they are shown beside it, until they put it away.
create table safety.offers (
  post_id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  level text not null check (level in ('urgent', 'concern')),
  at timestamptz not null default now(),
  put_away_at timestamptz
);
create index offers_member on safety.offers (member_id);
create index offers_at on safety.offers (at);
alter table safety.offers enable row level security;
create policy own on safety.offers using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, update, delete on safety.assessments, safety.offers to alongside_app;
