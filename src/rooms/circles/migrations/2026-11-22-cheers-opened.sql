/*
 * Nobody is written to in private who did not say yes: of a cheer the one who
 * is asked learns by whom, and its words once they wish to read it. Whoever has
 * answered already has read it. The row with the words is not theirs before.
 */
alter table circles.cheering add column opened_at timestamptz, add column declined_at timestamptz;
update circles.cheering set opened_at = now() where said is not null;
drop policy asked on circles.cheers;
create or replace function circles.asked_to_cheer() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(select c.cheer_id from circles.cheering c where c.persona_id = any(members.my_personas()) and c.opened_at is not null) $$;
create policy asked on circles.cheers for select using (id = any((select circles.asked_to_cheer())::uuid[]));

-- Who asks the asker to be with them in something, and has not been heard yet. No words.
create function circles.cheers_unread(wanted uuid) returns table (id uuid, name text) language sql stable security definer set search_path = '' as $$
  select h.id, f.name
    from circles.cheering g join circles.cheers h on h.id = g.cheer_id left join members.faces f on f.persona_id = h.persona_id
   where h.circle_id = wanted and g.persona_id = any(members.my_personas()) and g.opened_at is null and g.declined_at is null and h.done_at is null
     and h.persona_id not in (select members.blocked())
   order by h.asked_at $$;
