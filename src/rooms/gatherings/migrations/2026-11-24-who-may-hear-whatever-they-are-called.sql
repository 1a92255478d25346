/*
 * As before, who may be told that somebody arrived, and got home: whoever hosts
 * that date, or has a pair with them for it. Nobody from whom they keep apart in
 * that space, in either direction: a block is between two people there, so it
 * also holds for who left the space and came back under a new name. [ID-6]
 */
create or replace function gatherings.may_hear(seat uuid, persona uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select from gatherings.seats s
      join gatherings.sittings i on i.id = s.sitting_id
      join members.personas me on me.id = s.persona_id
      join members.personas they on they.id = persona and they.member_id <> me.member_id
     where s.id = seat
       and (exists (select from gatherings.hosts h where h.gathering_id = i.gathering_id and h.persona_id = they.id and h.said = 'yes')
            or exists (select from gatherings.pairs r join members.personas mine on mine.member_id = me.member_id and mine.id in (r.from_id, r.to_id)
                        where r.sitting_id = i.id and r.said = 'yes' and they.id in (r.from_id, r.to_id)))
       and not exists (select from members.fences f
                        where f.space = s.space
                          and (f.member_id = me.member_id and f.other_id = they.member_id or f.member_id = they.member_id and f.other_id = me.member_id))) $$;
