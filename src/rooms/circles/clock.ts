/** What time does here. */
import { asHouse, sql } from '#db';
import { announce } from '#platform/events';
import { enoughHosts, mostHosts } from '#circles/circle-rules';
import * as holds from '#circles/holds';
import { keptHours } from '#circles/lines';
import * as waits from '#circles/waits';

/** Rooms whose time is over close by themselves, with the number of those who came. */
export const closeRooms = () => asHouse(() => sql`
  with s as (update circles.sessions s set closed_at = now(), came = case when s.opened_at is not null then (select count(*) from circles.presences p where p.session_id = s.id) end
              where s.closed_at is null and s.starts_at + make_interval(mins => s.minutes + 5) < now() returning s.id)
  select pg_notify('circles', id::text) from s`);

/** What was said is gone after a day, except what somebody still has to look at; words between one person and the hosts a day after the meeting, if they were opened; who was here, after a week. */
export const forget = () => asHouse(async () => {
  await sql`delete from circles.lines where said_at < now() - make_interval(hours => ${keptHours}) and kept_at is null`;
  await sql`delete from circles.asides a where a.said_at < now() - interval '1 day' and not circles.keeps(a)`;
  await sql`delete from circles.presences p using circles.sessions s where s.id = p.session_id and s.starts_at < now() - interval '7 days'`;
  await sql`delete from circles.missed where asked_on < current_date - 30`;
  // The room of a gathering goes when who was there is forgotten, and nobody has to look at a line of it.
  await sql`
    delete from circles.circles c where c.kind in ('table', 'talk')
       and not exists (select from circles.sessions s where s.circle_id = c.id and s.starts_at > now() - interval '8 days') and not exists (select from circles.lines l where l.circle_id = c.id)`;
});

/**
 * What has come to its end: where two of those who sit there offered to hold
 * it, it goes on with them; otherwise it ends, and with it the dates it had
 * ahead. Those who sat there still find it, and go when they like. An offer
 * counts by one rule everywhere (`circles.is_willing`).
 */
export const end = () => asHouse(async () => {
  await holds.lift();
  const willing = await sql<{ id: string; circleId: string }>`
    with willing as (
      select s.id, s.circle_id, row_number() over (partition by s.circle_id order by s.taken_on, s.id) as place, count(*) over (partition by s.circle_id) as many
        from circles.seats s join circles.circles c on c.id = s.circle_id
       where s.wants = 'host' and c.ended_at is null and c.ends_on < current_date and circles.is_willing(s)
    )
    select id, circle_id from willing where many >= ${enoughHosts}::int and place <= ${mostHosts}::int`;
  const goOn = await sql<{ id: string }>`
    update circles.circles c set kind = 'circle', weeks = null, ends_on = null, let_go_at = null, let_go_by = null
     where c.ended_at is null and c.ends_on < current_date and c.id = any(${willing.map(({ circleId }) => circleId)}::uuid[]) returning c.id`;
  const seats = await sql<{ circleId: string; personaId: string; role: string }>`
    update circles.seats set role = case when id = any(${willing.map(({ id }) => id)}::uuid[]) then 'host' else 'member' end, wants = '', hold = ''
     where circle_id = any(${goOn.map(({ id }) => id)}::uuid[]) and (id = any(${willing.map(({ id }) => id)}::uuid[]) or role = 'host') returning circle_id, persona_id, role`;
  await holds.announceEnded(seats.filter(({ role }) => role !== 'host'));
  for (const { id } of goOn) {
    await announce('circles.ending.said', { circleId: id });
    await announce('circles.hold.given', { circleId: id });
  }
  await sql`
    with over as (update circles.circles set ended_at = now() where ended_at is null and ends_on < current_date returning id)
    update circles.sessions s set closed_at = now(), off_at = now() from over where s.circle_id = over.id and s.opened_at is null and s.closed_at is null`;
});

/** Whose turn it is to hear of a seat. */
export const tellNext = () => asHouse(waits.tellNext);

export const clocks = [
  { name: 'circles.close-rooms', every: '* * * * *', run: async () => void (await closeRooms()) },
  { name: 'circles.forget', every: '*/10 * * * *', run: forget },
  { name: 'circles.tell-next', every: '*/5 * * * *', run: tellNext },
  { name: 'circles.holds', every: '*/5 * * * *', run: holds.sweep },
  { name: 'circles.end', every: '7 3 * * *', run: async () => void (await end()) }
];
