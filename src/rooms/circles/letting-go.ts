/**
 * Letting go: the end of a circle that nobody takes on.
 *
 * A steward says a day, as long before as those who hold a circle do. Those who
 * sit there hear of it and read it on its page. Until the day the steward can
 * take it back, and whoever holds it by then lifts it (`holds.lift`); after it
 * the circle is over like any other. [MOD-12, MEET-9]
 */
import { asHouse, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Steward } from '#members/members';
import { dayOf } from '#circles/endings';

/** "Nobody takes it on": says when it ends; said twice, once. A place to come back to needs nobody who holds it, and an end its hosts had said stands. */
export const say = (steward: Steward, code: string, date: string): Promise<void> => asHouse(async () => {
  const day = dayOf(date);
  const [circle] = await sql<{ id: string; endsOn: string | null }>`
    select c.id, c.ends_on::text from circles.circles c
     where c.code = ${code} and c.kind not in ('table', 'talk', 'alumni') and c.ended_at is null and (c.ends_on is null or c.let_go_at is not null) for update`;
  if (!circle) notFound();
  // Asked once the row is ours: whoever sat down to hold it a moment ago is seen by a statement that begins after them.
  const [now] = await sql<{ isUnheld: boolean }>`select circles.is_unheld(c) as is_unheld from circles.circles c where c.id = ${circle.id}`;
  if (!now!.isUnheld) refuse('circles.refused.isHeld', 'endsOn');
  if (circle.endsOn === day) return;
  await sql`update circles.circles set ends_on = ${day}::date, let_go_at = now(), let_go_by = ${steward.id} where id = ${circle.id}`;
  await announce('circles.ending.said', { circleId: circle.id });
});

/** "It goes on after all": takes back what a steward said, until the day. Those who sit there hear of it. Twice is once. */
export const takeBack = (_: Steward, code: string): Promise<void> => asHouse(async () => {
  const [circle] = await sql<{ id: string }>`
    update circles.circles set ends_on = null, let_go_at = null, let_go_by = null where code = ${code} and let_go_at is not null and ended_at is null returning id`;
  if (circle) await announce('circles.ending.said', { circleId: circle.id });
});
