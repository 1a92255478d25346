/**
 * Events: what a room says happened.
 *
 * `announce` writes the event in the transaction of the change, so it is true
 * exactly when the change is. The worker takes it from there: one delivery for
 * each listening reactor, tried again when it fails, an alarm to the stewards
 * when it keeps failing. Data are ids, never words. A statement that makes the
 * whole change may announce it itself, with `platform.announce`.
 */
import { sql } from '#db';

export type Event = { id: number; name: string; data: Record<string, unknown>; at: Date };
/** Reactors may be handed the same event twice and must then do nothing the second time. */
export type Reactor = (event: Event) => Promise<void>;
/** Event name → what the room does when it hears it. */
export type Reactors = Record<string, Reactor>;

export async function announce(name: string, data: Record<string, unknown>): Promise<void> {
  await sql`select platform.announce(${name}, ${JSON.stringify(data)})`;
}
