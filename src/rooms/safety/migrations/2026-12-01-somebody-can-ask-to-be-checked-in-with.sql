-- Whoever is offered help beside their own words may ask that somebody checks in with them: the case in which they asked, while it is open.
alter table safety.offers add column asked_of uuid;
alter table safety.signals drop constraint signals_kind_check;
alter table safety.signals add constraint signals_kind_check
  check (kind in ('report', 'triage', 'unanswered', 'unread', 'sample', 'held', 'jigsaw', 'appeal', 'adverse', 'worse', 'person', 'answer', 'drill', 'contact', 'told', 'asked'));
