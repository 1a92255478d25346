/** What time does to this room. */
import { asHouse, sql } from '#db';
import { announce } from '#platform/events';
import * as hosting from '#gatherings/hosting';
import * as seats from '#gatherings/seats';

/** Those who are unsure are asked two hours before their seat is let go; then it is let go. */
export const settleUnsure = () => asHouse(async () => {
  const asked = await sql<{ id: string }>`
    select s.id from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id join gatherings.gatherings g on g.id = i.gathering_id and g.hidden_at is null
     where s.state = 'maybe' and s.held_until > now() + interval '105 minutes' and s.held_until <= now() + interval '2 hours'`;
  for (const { id } of asked) await announce('gatherings.seat.asked', { seatId: id });
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

export const clocks: { name: string; every: string; run: () => Promise<void> }[] = [
  { name: 'gatherings.seats.settle', every: '*/15 * * * *', run: async () => { await settleUnsure(); await fillAll(); } },
  { name: 'gatherings.hosts.missing', every: '*/5 * * * *', run: async () => void (await hosting.withoutHosts()) },
  { name: 'gatherings.sittings.remind', every: '7 * * * *', run: remind }
];
