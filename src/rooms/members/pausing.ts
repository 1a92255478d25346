/**
 * A moderator's pause: for a while somebody cannot write where others read.
 *
 * They can still read, keep their own things, open Help now, and ask another
 * person to look at the decision. Who, why and until when is kept by the room
 * that decides. A pause is a moment in the future and ends by itself.
 */
import { asHouse, sql } from '#db';
import type { Moderator } from '#members/members';

/** Pauses whoever this persona belongs to. A longer pause is not made shorter by another one. */
export const pause = (_moderator: Moderator, personaId: string, until: Date) =>
  asHouse(() => sql`
    update members.members set suspended_until = greatest(coalesce(suspended_until, ${until}::timestamptz), ${until}::timestamptz)
     where id = (select member_id from members.personas where id = ${personaId})`);

/** Ends a pause. `by` is nobody when it is the clock. */
export const lift = (_moderator: Moderator | null, personaId: string) =>
  asHouse(() => sql`update members.members set suspended_until = null where id = (select member_id from members.personas where id = ${personaId})`);
