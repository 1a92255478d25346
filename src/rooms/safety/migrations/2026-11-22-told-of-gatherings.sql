-- What others see of a gathering can be told of, as a post can.
alter table safety.reports drop constraint reports_subject_kind_check;
alter table safety.reports add constraint reports_subject_kind_check check (subject_kind in ('post', 'person', 'line', 'plan', 'topic'));
