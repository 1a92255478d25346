/** Whether anybody holds a circle: to those who sit there, and while nobody does, to the stewards. Only what holds now is said, once. Inside `asHouse`. */
import { sql } from '#db';
import type { Event } from '#platform/events';
import * as holds from '#circles/holds';
import * as seats from '#circles/seats';
import * as telling from '#notices/telling';

export async function held(circleId: string, { id, at, data }: Event): Promise<void> {
  const circle = await holds.now(circleId);
  if (!circle) return;
  for (const kind of ['circle.unheld', 'circle.held', 'circle.needsHosts'] as const) await telling.takeBackOf(null, { kind, subject: circle.code, before: at });
  if (circle.isEnded || circle.isUnheld !== data.isUnheld) return; // that it ended is told elsewhere, and what became of it since with its own event
  const { memberIds } = await seats.whoSits(circleId);
  await telling.tell(memberIds, { kind: circle.isUnheld ? 'circle.unheld' : 'circle.held', subject: circle.code, cause: `circleHeld:${id}` });
  if (!circle.isUnheld) return;
  const stewards = await sql<{ memberId: string }>`select member_id from members.roles where role = 'steward' and ended_at is null`;
  await telling.tell(stewards.map(({ memberId }) => memberId), { kind: 'circle.needsHosts', subject: circle.code, cause: `circleNeedsHosts:${id}` });
}
