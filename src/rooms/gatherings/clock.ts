/** What time does to this room. */
import { asHouse, sql } from '#db';
import { announce } from '#platform/events';
import * as hosting from '#gatherings/hosting';
import * as resting from '#gatherings/resting';
import * as seats from '#gatherings/seats';

/**
 * Those who are unsure are asked once, and have two hours more from then; then
 * the seat is let go. Where the clock was late and the time is over already,
 * the seat is held for them as long as nobody else has taken it.
 */
export const settleUnsure = () => asHouse(async () => {
  const due = await sql<{ id: string; sittingId: string }>`
    select s.id, s.sitting_id from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id join gatherings.gatherings g on g.id = i.gathering_id and g.hidden_at is null
     where s.state = 'maybe' and s.asked_at is null and s.held_until <= now() + interval '2 hours' and i.cancelled_at is null and i.starts_at > now() order by s.number`;
  for (const { id, sittingId } of due) {
    await sql`select 1 from gatherings.sittings where id = ${sittingId} for update`;
    const [asked] = await sql`
      update gatherings.seats s set asked_at = now(), held_until = greatest(s.held_until, now() + interval '2 hours') from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
       where s.id = ${id} and i.id = s.sitting_id and s.state = 'maybe' and s.asked_at is null and (s.held_until > now() or gatherings.taken(i.id) < g.seats) returning s.id`;
    if (asked) await announce('gatherings.seat.asked', { seatId: id });
  }
  await sql`
    update gatherings.seats s set state = 'gone', held_until = null from gatherings.sittings i, gatherings.gatherings g
     where i.id = s.sitting_id and g.id = i.gathering_id and g.hidden_at is null and s.state = 'maybe' and s.held_until <= now()`;
});

/** A seat somebody left behind goes to whoever waits. */
export const fillAll = () => asHouse(async () => {
  const waiting = await sql<{ sittingId: string }>`
    select distinct s.sitting_id from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id join gatherings.gatherings g on g.id = i.gathering_id and g.hidden_at is null
     where s.state = 'waiting' and i.cancelled_at is null and i.starts_at > now() limit 200`;
  for (const { sittingId } of waiting) await seats.fill(sittingId);
});

/** The day before, once: neutral words, to those who come. */
export const remind = () => asHouse(async () => {
  const soon = await sql<{ id: string }>`
    update gatherings.sittings set reminded_at = now()
     where reminded_at is null and cancelled_at is null and starts_at > now() and starts_at <= now() + interval '26 hours'
       and gathering_id in (select id from gatherings.gatherings where published_at is not null and hidden_at is null) returning id`;
  for (const { id } of soon) await announce('gatherings.sitting.soon', { sittingId: id });
});

/**
 * A week after a date: first names, signs, needs, who was late, arrived and got
 * home, where a lift was from, and what two who had agreed wrote to each other.
 * That somebody had a seat stays, for saying how it was.
 */
export const forget = () => asHouse(async () => {
  await sql`
    update gatherings.seats s set level = 'cafe', first_name = '', spot = '', meet_me = false, wishes = '', late_minutes = null, tells_id = null, arrived_at = null, home_at = null
      from gatherings.sittings i
     where i.id = s.sitting_id and i.ends_at < now() - interval '7 days'
       and (s.level <> 'cafe' or s.first_name || s.spot || s.wishes <> '' or s.meet_me or coalesce(s.late_minutes::text, s.tells_id::text, s.arrived_at::text, s.home_at::text) is not null)`;
  await sql`update gatherings.hands h set area = '' from gatherings.sittings i where i.id = h.sitting_id and i.ends_at < now() - interval '7 days' and h.area <> ''`;
  // Also what was on its way in the moment in which one of the two ended it.
  await sql`
    delete from gatherings.asides a using gatherings.pairs r, gatherings.sittings i
     where r.id = a.pair_id and i.id = r.sitting_id and (r.said = 'ended' or i.ends_at < now() - interval '7 days')`;
});

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'gatherings.seats.settle', every: '*/15 * * * *', run: async () => { await settleUnsure(); await fillAll(); } },
  { name: 'gatherings.rests.follow', every: '*/5 * * * *', run: resting.sweep },
  { name: 'gatherings.hosts.missing', every: '*/5 * * * *', run: async () => void (await hosting.withoutHosts()) },
  { name: 'gatherings.sittings.remind', every: '7 * * * *', run: remind },
  { name: 'gatherings.seats.forget', every: '37 * * * *', run: forget }
];
