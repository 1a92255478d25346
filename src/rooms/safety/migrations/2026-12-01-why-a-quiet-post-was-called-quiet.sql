-- Why a post was given its level, for as long as that is kept: whoever reads one of the quiet ones sees what was heard in it. What was found before has no why.
alter table safety.assessments add column reasons jsonb not null default '[]';
create index assessments_why on safety.assessments (post_id) where reasons <> '[]';
