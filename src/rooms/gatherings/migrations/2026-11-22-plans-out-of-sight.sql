/*
 * A plan a moderator has put out of sight: its hosts see it, and whoever was
 * at one of its dates that has begun, so that they can say how it was. For
 * everybody else there is no such gathering until it is shown again.
 */
alter table gatherings.gatherings add column hidden_at timestamptz;
create function gatherings.been_to() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select i.gathering_id from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id
                where s.state in ('coming', 'notToday') and i.starts_at <= now() and s.persona_id = any(members.my_personas())) $$;
drop policy seen on gatherings.gatherings;
create policy seen on gatherings.gatherings for select
  using (published_at is not null and (select members.asker()) is not null and id <> all((select gatherings.unseen())::uuid[])
         and (hidden_at is null or id = any((select gatherings.been_to())::uuid[]))
         or id = any((select gatherings.asked_or_hosted())::uuid[]));
