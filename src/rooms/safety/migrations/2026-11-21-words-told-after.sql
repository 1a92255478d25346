-- How a gathering was, said by somebody who was there: no sign that something went wrong, and a lane of its own, after the others.
alter table safety.cases drop constraint cases_lane_check;
alter table safety.cases add constraint cases_lane_check check (lane in ('risk', 'unanswered', 'reported', 'held', 'shows', 'appeal', 'unread', 'adverse', 'told'));
alter table safety.signals drop constraint signals_kind_check;
alter table safety.signals add constraint signals_kind_check
  check (kind in ('report', 'triage', 'unanswered', 'unread', 'sample', 'held', 'jigsaw', 'appeal', 'adverse', 'worse', 'person', 'answer', 'drill', 'contact', 'told'));
