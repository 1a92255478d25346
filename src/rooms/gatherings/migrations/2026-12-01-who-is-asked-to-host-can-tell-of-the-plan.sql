/*
 * Whoever is asked to host a plan reads it before anybody shows it: so it is
 * read for danger then, can be told of, and can be put out of sight. Out of
 * sight it is for those who hold it, not for whoever was asked. [MOD-2] [MOD-9]
 */

-- Whether another than its host has read it or could: it was shown, or somebody was asked to host it, whatever they said.
create function gatherings.was_read(plan gatherings.gatherings) returns boolean language sql stable security definer set search_path = '' as $$
  select plan.published_at is not null or exists (select from gatherings.hosts h where h.gathering_id = plan.id and h.part = 'cohost') $$;

create or replace function gatherings.known_at(wanted text, topic uuid) returns table (id uuid, plan_id uuid) language sql stable security definer set search_path = '' as $$
  select coalesce(t.id, g.id), g.id
    from gatherings.gatherings g
    join gatherings.sittings i on i.gathering_id = g.id
    left join gatherings.topics t on t.id = topic and t.gathering_id = g.id and (t.sitting_id is null or t.sitting_id = i.id)
   where i.code = wanted and members.asker() is not null
     and (g.published_at is not null and (g.id <> all(gatherings.unseen()) or g.id = any(gatherings.asked_or_hosted()))
          or exists (select from gatherings.hosts h where h.gathering_id = g.id and h.part = 'cohost' and h.persona_id = any(members.my_personas())))
     and case when topic is null then coalesce(g.persona_id <> all(members.my_personas()), true)
              else t.persona_id <> all(members.my_personas())
                   and (g.id = any(gatherings.hosted())
                        or exists (select from gatherings.sittings mine where mine.gathering_id = g.id and mine.id = any(gatherings.my_sittings()))) end $$;

drop policy seen on gatherings.gatherings;
create policy seen on gatherings.gatherings for select
  using (published_at is not null and (select members.asker()) is not null and id <> all((select gatherings.unseen())::uuid[])
         and (hidden_at is null or id = any((select gatherings.been_to())::uuid[]))
         or id = any((select gatherings.hosted())::uuid[])
         or hidden_at is null and id = any((select gatherings.asked_or_hosted())::uuid[]));

-- Those that somebody was asked about before today are read for danger now.
select platform.announce('gatherings.gathering.changed', jsonb_build_object('gatheringId', g.id))
  from gatherings.gatherings g where g.published_at is null and g.ended_at is null and gatherings.was_read(g);
