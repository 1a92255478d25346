-- Room in a hand that nobody has yet: seats of a car, or the one lift somebody looks for, less those who were told yes. A buddy may have several. [MEET-6]
create function gatherings.room_left(hand uuid) returns int language sql stable security definer set search_path = '' as $$
  select case when h.kind = 'buddy' then h.room
              else h.room - (select count(*)::int from gatherings.pairs r where r.hand_id = h.id and r.said = 'yes') end
    from gatherings.hands h where h.id = hand $$;
