/* What had ended until now without a word, for dates that come: it is told. Run again, it finds nothing. */

-- One of the two comes no more; one host cannot be there and had promised a lift.
with ended as (
  delete from gatherings.pairs r using gatherings.sittings i
   where i.id = r.sitting_id and i.cancelled_at is null and i.ends_at > now() and r.said = 'yes'
     and not (gatherings.comes(i.id, r.from_id) and gatherings.comes(i.id, r.to_id))
  returning r.id, r.sitting_id, case when gatherings.comes(i.id, r.from_id) then r.from_id else r.to_id end as other_id)
select platform.announce('gatherings.pair.ended', jsonb_build_object('pairId', id, 'sittingId', sitting_id, 'personaId', other_id)) from ended;
delete from gatherings.hands h using gatherings.sittings i
 where i.id = h.sitting_id and i.cancelled_at is null and i.ends_at > now() and not gatherings.comes(i.id, h.persona_id);

-- Who asked and does not come any more has nothing to wait for, and nobody says yes to them.
update gatherings.pairs r set said = 'ended' from gatherings.sittings i
 where i.id = r.sitting_id and i.ends_at > now() and r.said = 'asked' and not gatherings.comes(i.id, r.from_id);

-- One has blocked the other there: since then each of them saw nothing of it.
with ended as (
  update gatherings.pairs r set said = 'ended'
    from members.fences f
    join members.personas mine on mine.member_id = f.member_id and mine.space = f.space
    join members.personas theirs on theirs.member_id = f.other_id and theirs.space = f.space, gatherings.sittings i
   where r.said = 'yes' and (r.from_id = mine.id and r.to_id = theirs.id or r.from_id = theirs.id and r.to_id = mine.id)
     and i.id = r.sitting_id and i.cancelled_at is null and i.ends_at > now()
  returning r.id, r.sitting_id, theirs.id as other_id),
words as (delete from gatherings.asides a using ended where a.pair_id = ended.id)
select platform.announce('gatherings.pair.ended', jsonb_build_object('pairId', id, 'sittingId', sitting_id, 'personaId', other_id)) from ended;
