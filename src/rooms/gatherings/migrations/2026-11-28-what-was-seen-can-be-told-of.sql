/*
 * What lies at a date of a gathering for whoever asks, as they could see it
 * before it was put out of sight: its plan, or one thing on its table for those
 * with a place there. Not what they wrote, and not where a host and they keep
 * apart. For telling us of it, and nothing else. [MOD-2]
 */
create function gatherings.known_at(wanted text, topic uuid) returns table (id uuid, plan_id uuid) language sql stable security definer set search_path = '' as $$
  select coalesce(t.id, g.id), g.id
    from gatherings.gatherings g
    join gatherings.sittings i on i.gathering_id = g.id
    left join gatherings.topics t on t.id = topic and t.gathering_id = g.id and (t.sitting_id is null or t.sitting_id = i.id)
   where i.code = wanted and g.published_at is not null and members.asker() is not null
     and (g.id <> all(gatherings.unseen()) or g.id = any(gatherings.asked_or_hosted()))
     and case when topic is null then coalesce(g.persona_id <> all(members.my_personas()), true)
              else t.persona_id <> all(members.my_personas())
                   and (g.id = any(gatherings.hosted())
                        or exists (select from gatherings.sittings mine where mine.gathering_id = g.id and mine.id = any(gatherings.my_sittings()))) end $$;
