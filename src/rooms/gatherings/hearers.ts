/** Whom something concerns, for `notices`: members, and the code of the date it is about. Everybody who has to know, and nobody else. */
import { asHouse, sql } from '#db';

export type Hearers = { memberIds: string[]; code: string };
type Row = { memberId: string | null; code: string };
const heard = (rows: readonly Row[]): Hearers | undefined =>
  rows.length ? { code: rows[0]!.code, memberIds: [...new Set(rows.flatMap(({ memberId }) => memberId ?? []))] } : undefined;

/** A date: everybody with a seat, on the list or unsure, and its hosts. */
export const ofSitting = (sittingId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from gatherings.sittings i
    join gatherings.seats s on s.sitting_id = i.id and s.state in ('coming', 'maybe', 'waiting') join members.personas p on p.id = s.persona_id where i.id = ${sittingId}
  union
  select p.member_id, i.code from gatherings.sittings i
    join gatherings.hosts h on h.gathering_id = i.gathering_id and h.said = 'yes' join members.personas p on p.id = h.persona_id where i.id = ${sittingId}`));

/** A date: those who surely come, without the hosts. */
export const sureOf = (sittingId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from gatherings.sittings i join gatherings.seats s on s.sitting_id = i.id and s.state = 'coming' join members.personas p on p.id = s.persona_id where i.id = ${sittingId}`));

/** A gathering whose place is another one: those who surely come to a date that comes, each with that date. */
export const ofPlace = (gatheringId: string) => asHouse(async () => {
  const rows = await sql<Row>`
    select distinct on (p.member_id) p.member_id, i.code from gatherings.sittings i join gatherings.seats s on s.sitting_id = i.id and s.state in ('coming', 'maybe') join members.personas p on p.id = s.persona_id
     where i.gathering_id = ${gatheringId} and i.cancelled_at is null and i.ends_at > now() order by p.member_id, i.starts_at`;
  return rows.map((row) => ({ memberIds: [row.memberId!], code: row.code }));
});

/** A plan that is out of sight, or seen again: those on the way to a date of it, and its hosts but the one who planned it, who hears from the moderator. */
export const ofPlan = (gatheringId: string) => asHouse(async () => {
  const rows = await sql<Row>`
    select distinct on (p.member_id) p.member_id, i.code
      from gatherings.gatherings g join gatherings.sittings i on i.gathering_id = g.id and i.cancelled_at is null and i.ends_at > now()
      join members.personas p on p.id in (select s.persona_id from gatherings.seats s where s.sitting_id = i.id and s.state in ('coming', 'maybe', 'waiting')
                                          union select h.persona_id from gatherings.hosts h where h.gathering_id = g.id and h.said = 'yes' and h.persona_id is distinct from g.persona_id)
     where g.id::text = ${gatheringId} order by p.member_id, i.starts_at`;
  return rows.map((row) => ({ memberIds: [row.memberId!], code: row.code }));
});

/** A seat: whose it is. */
export const ofSeat = (seatId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id join members.personas p on p.id = s.persona_id where s.id = ${seatId}`));
/** A seat: the hosts of its date. */
export const hostsOfSeat = (seatId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id
    join gatherings.hosts h on h.gathering_id = i.gathering_id and h.said = 'yes' and h.persona_id <> all(i.away) join members.personas p on p.id = h.persona_id where s.id = ${seatId}`));
/** A date: its hosts who come, and whether somebody with this seat is to be met by them at the door now. Nobody where the date is off, which is said by itself, or over. */
export const ofDoor = (seatId: string, sittingId: string) => asHouse(async () => {
  const rows = await sql<Row & { isMet: boolean }>`
    select p.member_id, i.code, exists (select from gatherings.seats s where s.id::text = ${seatId} and gatherings.is_met(s)) as is_met
      from gatherings.sittings i join gatherings.hosts h on h.gathering_id = i.gathering_id and h.said = 'yes' and h.persona_id <> all(i.away) join members.personas p on p.id = h.persona_id
     where i.id::text = ${sittingId} and i.cancelled_at is null and i.ends_at > now()`;
  return { hosts: heard(rows), isMet: rows.some(({ isMet }) => isMet) };
});
/** A date: its hosts who come, without the one it is from. */
export const hostsOf = (sittingId: string, fromId: string): Promise<string[]> => asHouse(async () => {
  const rows = await sql<{ memberId: string }>`
    select p.member_id from gatherings.sittings i
      join gatherings.hosts h on h.gathering_id = i.gathering_id and h.said = 'yes' and h.persona_id <> all(i.away) join members.personas p on p.id = h.persona_id where i.id::text = ${sittingId} and p.id::text <> ${fromId}`;
  return rows.map(({ memberId }) => memberId);
});

/** A seat: the one who was chosen to hear, as long as they host it or have a pair with whose seat it is, and neither blocked the other there. */
export const chosenOf = (seatId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id join members.personas p on p.id = s.tells_id where s.id = ${seatId} and gatherings.may_hear(s.id, p.id)`));

/** Words between two: the other one, or the hosts who did not say them. */
export const ofAside = (asideId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from gatherings.asides a join gatherings.sittings i on i.id = a.sitting_id join members.personas me on me.id = a.from_id
    join members.personas p on p.member_id <> me.member_id and (
         p.id in (select case when r.from_id = a.from_id then r.to_id else r.from_id end from gatherings.pairs r where r.id = a.pair_id)
      or p.id = a.asker_id
      or a.asker_id = a.from_id and p.id in (select h.persona_id from gatherings.hosts h where h.gathering_id = i.gathering_id and h.said = 'yes'))
   where a.id = ${asideId}`));

/** A pair: who was asked and has not answered, or who asked and has heard a yes. As it is now: what ended meanwhile is not said. */
export const ofPair = (pairId: string, whom: 'asked' | 'asker') => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from gatherings.pairs r join gatherings.sittings i on i.id = r.sitting_id join members.personas p on p.id = case when ${whom}::text = 'asked' then r.to_id else r.from_id end
   where r.id = ${pairId} and not r.is_silent and r.said = case when ${whom}::text = 'asked' then 'asked' else 'yes' end
     and not (${whom}::text = 'asked' and gatherings.keeps_apart(r.from_id, r.to_id))`));

/** Those whose ask for one hand still stands and who still come, whatever they were told, and whether there is room in it now. A buddy is never full. */
export const ofRoom = (handId: string) => asHouse(() => sql<{ pairId: string; memberId: string; code: string; isFull: boolean }>`
  select a.pair_id, p.member_id, i.code, gatherings.room_left(h.id) <= 0 as is_full
    from gatherings.hands h join gatherings.sittings i on i.id = h.sitting_id and i.cancelled_at is null and i.ends_at > now()
    cross join lateral gatherings.asks(h.id) a join members.personas p on p.id = a.from_id
   where h.id::text = ${handId} and h.kind <> 'buddy' and gatherings.comes(i.id, a.from_id)`);

/** What two had agreed has ended: the other one, who still comes. Nobody where the date is off, which is said by itself, and where they have agreed again. */
export const ofEnd = (pairId: string, sittingId: string, personaId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from gatherings.sittings i join members.personas p on p.id::text = ${personaId}
   where i.id::text = ${sittingId} and i.cancelled_at is null and i.ends_at > now() and gatherings.comes(i.id, p.id)
     and not exists (select from gatherings.pairs r where r.id::text = ${pairId} and r.said = 'yes')`));

/** One person and a gathering: somebody asked to host, or invited; with the date it is about. */
export const ofPerson = (gatheringId: string, personaId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from members.personas p
    join gatherings.sittings i on i.gathering_id = ${gatheringId} and i.ends_at > now() and i.cancelled_at is null
    left join gatherings.invitations n on n.gathering_id = i.gathering_id and n.to_id = p.id
   where p.id = ${personaId} and (n.sitting_id is null or n.sitting_id = i.id) order by i.starts_at limit 1`));

/** One person and a date. */
export const ofPersonAt = (sittingId: string, personaId: string) => asHouse(async () => heard(await sql<Row>`
  select p.member_id, i.code from members.personas p, gatherings.sittings i where p.id = ${personaId} and i.id = ${sittingId}`));
