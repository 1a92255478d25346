/*
 * The text room of a gathering: a table, or a talk in which those who hold it
 * speak and others ask them. It stands in the gathering's own space, under the
 * names people have there, has one session, and goes a week after it.
 *
 * Unlike a circle, nobody but those who sit there knows of it.
 */
alter table circles.circles drop constraint circles_space_id_key;
create index circles_space on circles.circles (space_id);
alter table circles.circles add column sitting_id uuid unique;   -- of the gathering; a subject, for its table is not ours
alter table circles.circles drop constraint circles_kind_check;
alter table circles.circles add constraint circles_kind_check check (kind in ('circle', 'course', 'support', 'alumni', 'table', 'talk'));
alter table circles.circles drop constraint circles_most_check;
alter table circles.circles add constraint circles_most_check check (most between 3 and 12 or kind in ('table', 'talk') and most between 1 and 310);
alter table circles.circles add constraint circles_sitting_check check ((kind in ('table', 'talk')) = (sitting_id is not null));
alter table circles.sessions drop constraint sessions_minutes_check;
alter table circles.sessions add constraint sessions_minutes_check check (minutes between 10 and 720);

alter table circles.circles enable row level security;
create policy known on circles.circles for select
  using (kind not in ('table', 'talk') or id = any((select circles.mine())::uuid[]) or (select members.is_house()));
create policy made on circles.circles for insert with check ((select members.is_house()));
create policy changed on circles.circles for update using (id = any((select circles.held())::uuid[]) or (select members.is_house()));
create policy gone on circles.circles for delete using ((select members.is_house()));
grant delete on circles.circles to alongside_app;
