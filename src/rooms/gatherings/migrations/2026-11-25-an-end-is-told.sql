/*
 * What two people have agreed (a lift, a buddy) does not end behind the back of
 * one of them. Whoever does not end it is told, whatever ends it; here, where a
 * name goes. A date that is off says so by itself. [MEET-5, MEET-6, PEER-20]
 */

-- Whether somebody surely comes to a date, or holds it and will be there, by whatever name they go there since.
create function gatherings.comes(sitting uuid, persona uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select from members.personas they
      join members.personas own on own.member_id = they.member_id
      join gatherings.sittings i on i.id = sitting
     where they.id = persona
       and (exists (select from gatherings.seats s where s.sitting_id = i.id and s.persona_id = own.id and s.state = 'coming')
            or own.id <> all(i.away) and exists (select from gatherings.hosts h where h.gathering_id = i.gathering_id and h.persona_id = own.id and h.said = 'yes'))) $$;

-- Whoever leaves a place, or for good: the other one of each pair is told, and where they held something that others hold on, the hosts and guests of its next date.
create function gatherings.end_pairs() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform platform.announce('gatherings.pair.ended', jsonb_build_object('pairId', r.id, 'sittingId', i.id, 'personaId', case when r.from_id = old.id then r.to_id else r.from_id end))
    from gatherings.pairs r join gatherings.sittings i on i.id = r.sitting_id
   where old.id in (r.from_id, r.to_id) and r.said = 'yes' and i.cancelled_at is null and i.ends_at > now();
  perform platform.announce('gatherings.host.away', jsonb_build_object('sittingId', n.id, 'personaId', old.id))
    from (select distinct on (i.gathering_id) i.id
            from gatherings.hosts h join gatherings.gatherings g on g.id = h.gathering_id and g.published_at is not null
            join gatherings.sittings i on i.gathering_id = g.id and i.cancelled_at is null and i.ends_at > now() and old.id <> all(i.away)
           where h.persona_id = old.id and h.said = 'yes'
             and exists (select from gatherings.hosts o join members.personas p on p.id = o.persona_id
                          where o.gathering_id = g.id and o.said = 'yes' and o.persona_id <> all(i.away) and p.member_id <> old.member_id)
           order by i.gathering_id, i.starts_at) n;
  return old;
end $$;
create trigger end_pairs before delete on members.personas for each row execute function gatherings.end_pairs();
