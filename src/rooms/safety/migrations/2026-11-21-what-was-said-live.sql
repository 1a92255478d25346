-- What was said in a circle can be told of, too.
alter table safety.reports drop constraint reports_subject_kind_check;
alter table safety.reports add constraint reports_subject_kind_check check (subject_kind in ('post', 'person', 'line'));
