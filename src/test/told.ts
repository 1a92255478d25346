/** What the room of notices has heard and tells, for tests. */
import { asHouse, sql } from '#db';
import type { Member } from '#members/members';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';

/** Hands everything that was announced to the room, twice where nothing else is said: twice is once. */
export async function deliver(times = 2): Promise<void> {
  const events = await asHouse(() => sql<{ id: number; name: string; data: Record<string, unknown>; at: Date }>`select id, name, data, at from platform.events order by id`);
  for (let time = 0; time < times; time++) for (const event of events) await reactors[event.name]?.(event);
}
/** What somebody reads on Today. */
export const heard = async (member: Member) => (await notices.forToday(member, 5)).notices;
export const kinds = async (member: Member) => (await heard(member)).map(({ kind }) => kind);
