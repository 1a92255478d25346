/** What is told of holding a circle, and of what becomes of it. Only what holds now is said, once. All of it inside `asHouse`. */
import type { Event } from '#platform/events';
import * as holds from '#circles/holds';
import * as seats from '#circles/seats';
import * as telling from '#notices/telling';

/** Whether anybody holds it: to those who sit there, and while nobody does, to the stewards. */
export async function held(circleId: string, { id, at, data }: Event): Promise<void> {
  const circle = await holds.now(circleId);
  if (!circle) return;
  for (const kind of ['circle.unheld', 'circle.held', 'circle.needsHosts'] as const) await telling.takeBackOf(null, { kind, subject: circle.code, before: at });
  if (circle.isEnded || circle.isUnheld !== data.isUnheld) return; // that it ended is told elsewhere, and what became of it since with its own event
  const { memberIds } = await seats.whoSits(circleId);
  await telling.tell(memberIds, { kind: circle.isUnheld ? 'circle.unheld' : 'circle.held', subject: circle.code, cause: `circleHeld:${id}` });
  if (!circle.isUnheld) return given(circleId, at);
  await telling.tell(await telling.stewards(), { kind: 'circle.needsHosts', subject: circle.code, cause: `circleNeedsHosts:${id}` });
}

/** Whose hold has ended hears that, and nothing of why. Where they hold it again by now, or sit there no more, there is nothing to tell. */
export async function ended(circleId: string, personaId: string, { id }: Event): Promise<void> {
  const one = await holds.heldBefore(circleId, personaId);
  if (one) await telling.tell([one.memberId], { kind: 'circle.holdEnded', subject: one.code, cause: `circleHoldEnded:${id}` });
}

/** Of those who hold it now nothing says any more that they do not. */
export async function given(circleId: string, before: Date): Promise<void> {
  for (const { code, memberId } of await holds.holders(circleId)) await telling.takeBackOf(memberId, { kind: 'circle.holdEnded', subject: code, before });
}

/** It stays as a place to come back to: said to those who sit there, instead of when it ends. */
export async function kept(circleId: string, { id, at }: Event): Promise<void> {
  const { code, endsOn, isAlumni, memberIds } = await seats.whoSits(circleId);
  if (!isAlumni || endsOn) return; // what became of it since is told with its own event
  for (const kind of ['circle.ends', 'circle.goesOn'] as const) await telling.takeBackOf(null, { kind, subject: code, before: at });
  await telling.tell(memberIds, { kind: 'circle.alumni', subject: code, cause: `circleAlumni:${id}` });
}
