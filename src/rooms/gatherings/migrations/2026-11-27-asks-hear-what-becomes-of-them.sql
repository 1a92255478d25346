/*
 * Whoever asked for a hand that is held out (room in a car, somebody to go in
 * with) and still waits hears when it is not to be had any more, and when it is
 * again. A no looks like a silence, so who was told no hears the same. What
 * nobody asks any more is not told to who was asked. And who was to meet a
 * guest at the door hears when there is nobody to meet. [MEET-5, MEET-6, PEER-20]
 */

-- Whether two keep apart in the place in which they go by these names, whoever of them chose it.
create function gatherings.keeps_apart(one uuid, other uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select from members.personas a join members.personas b on b.id = other
      join members.fences f on f.space = a.space and (f.member_id = a.member_id and f.other_id = b.member_id or f.member_id = b.member_id and f.other_id = a.member_id)
     where a.id = one) $$;

-- Asks for one hand that still stand, as those who asked see it; not of who keeps apart from whoever holds it out there.
create function gatherings.asks(hand uuid) returns table (pair_id uuid, sitting_id uuid, from_id uuid) language sql stable security definer set search_path = '' as $$
  select r.id, r.sitting_id, r.from_id from gatherings.pairs r
   where r.hand_id = hand and r.said in ('asked', 'no') and not gatherings.keeps_apart(r.from_id, r.to_id) $$;

-- Whoever leaves a place, or for good, as before; and besides: what they held out is not to be had any more, what they asked is not asked any more, a seat in a car they had is free.
create or replace function gatherings.end_pairs() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform platform.announce('gatherings.pair.ended', jsonb_build_object('pairId', r.id, 'sittingId', i.id, 'personaId', case when r.from_id = old.id then r.to_id else r.from_id end))
    from gatherings.pairs r join gatherings.sittings i on i.id = r.sitting_id
   where old.id in (r.from_id, r.to_id) and r.said = 'yes' and i.cancelled_at is null and i.ends_at > now();
  perform platform.announce('gatherings.hand.gone', jsonb_build_object('pairId', a.pair_id, 'sittingId', a.sitting_id, 'personaId', a.from_id))
    from gatherings.hands h cross join lateral gatherings.asks(h.id) a where h.persona_id = old.id;
  perform platform.announce('gatherings.pair.unasked', jsonb_build_object('pairId', r.id, 'by', 'asker')) from gatherings.pairs r where r.from_id = old.id and r.said in ('asked', 'no');
  perform platform.announce('gatherings.hand.room', jsonb_build_object('handId', r.hand_id)) from gatherings.pairs r where r.from_id = old.id and r.said = 'yes' and r.kind <> 'buddy';
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

-- Whether somebody who has a seat, or is unsure, is to be met at the door.
create function gatherings.is_met(seat gatherings.seats) returns boolean language sql immutable set search_path = '' as $$
  select coalesce(seat.meet_me and seat.state in ('coming', 'maybe'), false) $$;

-- However it comes about: a seat given back, let go, taken away or left behind, or a wish taken back.
create function gatherings.say_door() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  of_seat gatherings.seats := coalesce(new, old);
begin
  if gatherings.is_met(old) is distinct from gatherings.is_met(new) then
    perform platform.announce('gatherings.seat.door', jsonb_build_object('seatId', of_seat.id, 'sittingId', of_seat.sitting_id))
      from gatherings.sittings i where i.id = of_seat.sitting_id and i.cancelled_at is null and i.ends_at > now();
  end if;
  return null;
end $$;
create trigger say_door after update or delete on gatherings.seats for each row execute function gatherings.say_door();

-- Who waits already for a seat in a car that is full, or for somebody who has found a lift.
select platform.announce('gatherings.hand.room', jsonb_build_object('handId', h.id))
  from gatherings.hands h join gatherings.sittings i on i.id = h.sitting_id and i.cancelled_at is null and i.ends_at > now()
 where h.kind <> 'buddy' and gatherings.room_left(h.id) <= 0 and exists (select from gatherings.asks(h.id));
