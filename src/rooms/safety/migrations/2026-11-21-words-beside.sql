-- A deed more: words beside a post (misinformation, tier b).
alter table safety.decisions drop constraint decisions_kind_check;
alter table safety.decisions add constraint decisions_kind_check
  check (kind in ('nothing', 'spoke', 'acknowledged', 'suggested', 'labelled', 'unlabelled', 'beside', 'unbeside', 'folded', 'unfolded', 'hid', 'showed', 'paused', 'unpaused', 'upheld', 'overturned'));
alter table safety.reports drop constraint reports_outcome_check;
alter table safety.reports add constraint reports_outcome_check
  check (outcome in ('nothing', 'spoke', 'acknowledged', 'suggested', 'labelled', 'beside', 'folded', 'hid', 'paused'));
