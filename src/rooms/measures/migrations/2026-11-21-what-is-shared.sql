-- A provider reads a result they have opened in this transaction: that there was a filling-in, and what came out. Never an answer.
create policy shared on measures.responses for select using ((select members.is_at_work()) and done_at is not null and exists (
  select from care.opened_now() o where o.member_id = responses.member_id and o.kind = 'measure-result'));
create policy shared on measures.scores for select using ((select members.is_at_work()) and exists (
  select from care.opened_now() o where o.member_id = scores.member_id and o.kind = 'measure-result'));
