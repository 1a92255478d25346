-- A sheet for an appointment may hold results; which ones it names is sealed, and read by `#measures/results`.
drop policy shared on measures.responses;
create policy shared on measures.responses for select using ((select members.is_at_work()) and done_at is not null and exists (
  select from care.opened_now() o where o.member_id = responses.member_id and o.kind in ('measure-result', 'questions')));
drop policy shared on measures.scores;
create policy shared on measures.scores for select using ((select members.is_at_work()) and exists (
  select from care.opened_now() o where o.member_id = scores.member_id and o.kind in ('measure-result', 'questions')));

-- Answers only where the member shared them with the result, and of what is done.
create policy shared on measures.answers for select using ((select members.is_at_work()) and member_id in (select care.answers_opened_now())
  and exists (select from measures.responses r where r.id = answers.response_id and r.done_at is not null));
