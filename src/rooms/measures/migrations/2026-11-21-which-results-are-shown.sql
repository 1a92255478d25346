/*
 * Which set of questions a filling-in belongs to is sealed. So that a policy can tell the shared set from the others all the same,
 * each filling-in carries a mark: the name of its set under the member's own key, which says nothing to anybody else.
 */
alter table measures.responses add column mark text;
grant update (mark) on measures.responses to alongside_app;

-- The marks that one shared thing, a set or a sheet for an appointment, lets be seen.
create table measures.shown (
  member_id uuid not null references members.members on delete cascade,
  thing text not null,
  mark text not null,
  primary key (member_id, thing, mark)
);
alter table measures.shown enable row level security;
create policy own on measures.shown using (member_id = (select members.asker()));
grant select, insert, delete on measures.shown to alongside_app;

-- What the asking provider may see of results in this very transaction.
create function measures.shown_now() returns table (member_id uuid, mark text)
language sql stable security definer set search_path = '' as $$
  select s.member_id, s.mark
    from care.opened_now() o
    join measures.shown s on s.member_id = o.member_id and s.thing = o.thing
   where o.kind in ('measure-result', 'questions') $$;

drop policy shared on measures.responses;
create policy shared on measures.responses for select using ((select members.is_at_work()) and done_at is not null and exists (
  select from measures.shown_now() s where s.member_id = responses.member_id and s.mark = responses.mark));
drop policy shared on measures.scores;
create policy shared on measures.scores for select using ((select members.is_at_work()) and exists (
  select from measures.responses r where r.id = scores.response_id and r.member_id = scores.member_id));
