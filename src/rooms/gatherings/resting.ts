/**
 * Resting: what becomes of the seats, and of the hosting, of somebody who has died.
 *
 * It goes as when somebody who lives gives a seat back, or cannot be there: whoever
 * waits moves up, the other host carries on, and where there is none the date is
 * off. The same is told to the same people, so that nobody can tell the one from
 * the other. Nothing they wrote in a plan is deleted, and what was given on does
 * not come back when the account rests no more. What is over stays as it was, and
 * so does a plan that nobody else held or had seen.
 */
import { asHouse, sql } from '#db';
import * as hosting from '#gatherings/hosting';
import * as seats from '#gatherings/seats';

/**
 * What time does, in small steps that may be taken twice. Their names in different
 * places go within a day, each at an hour of its own: were all of them gone in one
 * stroke, whoever meets them in two places could see whose they were. Where a date
 * is a day away nobody waits for that: a chair is free, or a door is not opened.
 */
export async function sweep(): Promise<void> {
  const due = await asHouse(() => sql<{ id: string; code: string; memberId: string }>`
    select distinct i.id, i.code, r.member_id
      from members.rests r join members.personas p on p.member_id = r.member_id
     cross join lateral (
        select s.sitting_id as id from gatherings.seats s where s.persona_id = p.id and s.state in ('coming', 'maybe', 'waiting')
        union
        select d.id from gatherings.hosts h join gatherings.gatherings g on g.id = h.gathering_id join gatherings.sittings d on d.gathering_id = g.id and p.id <> all(d.away)
         where h.persona_id = p.id and h.said = 'yes'
           and (g.published_at is not null or exists (select from gatherings.hosts o where o.gathering_id = g.id and o.said = 'yes' and o.persona_id <> p.id))) own
      join gatherings.sittings i on i.id = own.id and i.cancelled_at is null and i.ends_at > now()
     where i.starts_at < now() + interval '1 day' or r.since + make_interval(mins => ('x' || substr(md5(p.id::text), 1, 6))::bit(24)::int % (24 * 60)) <= now() limit 200`);
  for (const { id, code, memberId } of due) await asHouse(async () => {
    // Whoever is woken at this moment keeps what they have, or has lost it before that.
    await sql`select 1 from members.members where id = ${memberId} for update`;
    const [still] = await sql`select 1 from members.rests where member_id = ${memberId}`;
    if (!still) return;
    await seats.free(id, memberId);
    await hosting.stayAway(code, memberId);
  });
}
