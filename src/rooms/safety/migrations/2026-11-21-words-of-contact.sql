-- A sign more: somebody may be selling, recruiting or prying.
alter table safety.signals drop constraint signals_kind_check;
alter table safety.signals add constraint signals_kind_check
  check (kind in ('report', 'triage', 'unanswered', 'unread', 'sample', 'held', 'jigsaw', 'appeal', 'adverse', 'worse', 'person', 'answer', 'drill', 'contact'));
