-- What is sexual and about a child, or contact somebody seeks with one, has a name of its own among what can be told of.
alter table safety.reports drop constraint reports_reason_check;
alter table safety.reports add constraint reports_reason_check check (reason in ('danger', 'child', 'unkind', 'shows', 'harm', 'selling', 'other'));
