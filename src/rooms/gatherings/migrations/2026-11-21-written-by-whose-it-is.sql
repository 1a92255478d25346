/*
 * What one person writes of their own is written as that person, not by the
 * house: a condition that a statement forgets is then still held here. What
 * counts seats, asks whether two keep apart, or touches somebody else's row,
 * stays with the house.
 */
create policy said on gatherings.asides for insert with check (
  from_id = any((select members.my_personas())::uuid[])
  and (asker_id = any((select members.my_personas())::uuid[])
       or asker_id is not null and sitting_id = any((select gatherings.hosted_sittings())::uuid[])
       or pair_id in (select id from gatherings.pairs where said = 'yes')));
create policy answered on gatherings.invitations for update using (to_id = any((select members.my_personas())::uuid[]));
create policy answered on gatherings.hosts for update using (persona_id = any((select members.my_personas())::uuid[]));
create policy ended on gatherings.pairs for update
  using (from_id = any((select members.my_personas())::uuid[]) or to_id = any((select members.my_personas())::uuid[]));
create policy hosted on gatherings.sittings for update using (gathering_id = any((select gatherings.hosted())::uuid[]));
create policy hosted on gatherings.addresses using (gathering_id = any((select gatherings.hosted())::uuid[]));
