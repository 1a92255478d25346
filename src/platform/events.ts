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
/**
 * Reactors may be handed the same event twice and must then do nothing the second time. `isSlow`: for such an event it waits
 * for a machine elsewhere, and has a queue and turns of its own, so that no other event waits for that.
 */
export type Reactor = ((event: Event) => Promise<void>) & { isSlow?: (event: Event) => boolean };
/** Event name → what the room does when it hears it. */
export type Reactors = Record<string, Reactor>;

/** For a reactor that waits for a machine elsewhere; for `which` events, where it is not all of them. */
export const slowly = (react: (event: Event) => Promise<void>, which: (event: Event) => boolean = () => true): Reactor => Object.assign((event: Event) => react(event), { isSlow: which });

export async function announce(name: string, data: Record<string, unknown>): Promise<void> {
  await sql`select platform.announce(${name}, ${JSON.stringify(data)})`;
}
