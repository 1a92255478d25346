/** Alarms: what went wrong in the dark and waits for a steward's eye. They hold ids, never words. */
import { sql, type Asker } from '#db';

export type Alarm = { id: number; what: string; data: Record<string, unknown>; at: Date };

/** The oldest fifty nobody has looked at. The gate lets only stewards ask. */
export const waiting = (_: Asker) => sql<Alarm>`select id, what, data, at from platform.alarms where seen_at is null order by at limit 50`;

/** Looked at twice is looked at once. */
export async function see(_: Asker, id: string): Promise<void> {
  if (!/^\d{1,15}$/.test(id)) return;
  await sql`update platform.alarms set seen_at = now() where id = ${Number(id)} and seen_at is null`;
}
