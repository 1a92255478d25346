-- Words that were turned away go after ninety days, and what a case quotes of them goes with them. Of those that went before, now.
update safety.signals s set reasons = '[]'
  from safety.cases c
 where c.id = s.case_id and c.subject_kind = 'turned' and s.reasons <> '[]'
   and (not exists (select from safety.turned_away w where w.id = c.subject_id) or (c.state = 'closed' and s.at < now() - interval '90 days'));
