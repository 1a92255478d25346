-- The register also takes what those who work here noticed, with the case or the opening of the vault it came from. What was learned once is written once.
alter table safety.harms drop constraint harms_told_kind_check;
alter table safety.harms add constraint harms_told_kind_check check (told_kind in ('worse', 'wrong', 'noted'));
alter table safety.harms add column case_id uuid references safety.cases on delete set null;      -- the case it came from; not the one that is about the entry
alter table safety.harms add column glass_id uuid references safety.glasses on delete set null;
alter table safety.harms add column cause text unique;                                            -- what was learned, where it wrote itself down
create index harms_case on safety.harms (case_id);
create index harms_glass on safety.harms (glass_id);
