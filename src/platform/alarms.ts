/** Alarms: what went wrong in the dark and waits for a steward's eye. They hold ids, never words. */
import { apart, asHouse, sql, type Asker } from '#db';

export type Alarm = { id: number; what: string; data: Record<string, unknown>; at: Date };

/** The oldest fifty nobody has looked at. The gate lets only stewards ask. */
export const waiting = (_: Asker) => sql<Alarm>`select id, what, data, at from platform.alarms where seen_at is null order by at limit 50`;

/** Raises an alarm together with the work around it. The same one is raised once until somebody has looked at it. */
export const raiseHere = (what: string, data: Record<string, unknown> = {}): Promise<void> =>
  asHouse(async () => {
    await sql`
      insert into platform.alarms (what, data)
      select ${what}, ${JSON.stringify(data)}::jsonb
       where not exists (select from platform.alarms where what = ${what} and data = ${JSON.stringify(data)}::jsonb and seen_at is null)`;
  });

/** What goes on although somebody has looked: the same one is raised once a day. */
export const raiseDaily = (what: string, data: Record<string, unknown>, now = new Date()): Promise<void> =>
  asHouse(async () => {
    const [lately] = await sql`select 1 from platform.alarms where what = ${what} and data = ${JSON.stringify(data)}::jsonb and at > ${now}::timestamptz - interval '24 hours' limit 1`;
    if (!lately) await raiseHere(what, data);
  });

/** It is over before anybody has looked: nobody needs to any more. */
export const settle = (what: string, data: Record<string, unknown>): Promise<unknown> =>
  asHouse(() => sql`update platform.alarms set seen_at = now() where what = ${what} and data = ${JSON.stringify(data)}::jsonb and seen_at is null`);

/** The first kind, and it stands even when the work around it is undone. */
export const raise = (what: string, data: Record<string, unknown> = {}): Promise<void> => apart(() => raiseHere(what, data));

/** What is not working just now, by kind, for whoever is at the desk. Kinds only: the rest is the stewards'. */
export const kinds = async (_: Asker): Promise<string[]> =>
  (await sql<{ what: string }>`select distinct what from platform.alarms where seen_at is null order by what`).map(({ what }) => what);

/** Looked at twice is looked at once. */
export async function see(_: Asker, id: string): Promise<void> {
  if (!/^\d{1,15}$/.test(id)) return;
  await sql`update platform.alarms set seen_at = now() where id = ${Number(id)} and seen_at is null`;
}
