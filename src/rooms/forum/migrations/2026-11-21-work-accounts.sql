-- Whoever works with members is not in the room where members talk to each other (MSG-4), whatever a statement asks.
create policy not_at_work on forum.boards as restrictive for select using (not (select members.is_at_work()));
create policy not_at_work on forum.threads as restrictive for select using (not (select members.is_at_work()));
create policy not_at_work on forum.posts as restrictive for select using (not (select members.is_at_work()));
