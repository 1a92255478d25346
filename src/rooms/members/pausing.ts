/**
 * A moderator's pause: for a while somebody cannot write where others read.
 *
 * They can still read, keep their own things, open Help now, and ask another
 * person to look at the decision. Who, why and until when is kept by the room
 * that decides. A pause is a moment in the future and ends by itself.
 *
 * Every verb that puts words before other members, or reaches out to one, asks
 * `mayWrite` first. A word to those who hold a circle or a gathering is among
 * them, for they are members too; whoever needs a person has Help now, and
 * what goes to moderators, stewards or a provider of one's own stays open. So
 * do saying no, taking back and ready answers without words, and coming into a
 * place or changing a name, with a name that is offered: one of their own would
 * be words before everybody there.
 */
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import type { Member, Moderator } from '#members/members';

/** Pauses whoever this persona belongs to. A longer pause is not made shorter by another one. */
export const pause = (_moderator: Moderator, personaId: string, until: Date) =>
  asHouse(() => sql`
    update members.members set suspended_until = greatest(coalesce(suspended_until, ${until}::timestamptz), ${until}::timestamptz)
     where id = (select member_id from members.personas where id = ${personaId})`);

/** Ends a pause; `until` is the end of another that still holds. `by` is nobody when it is the clock. */
export const lift = (_moderator: Moderator | null, personaId: string, until: Date | null = null) =>
  asHouse(() => sql`update members.members set suspended_until = ${until} where id = (select member_id from members.personas where id = ${personaId})`);

/** Whether a moderator has paused them, and it has not ended. */
export const isPaused = ({ suspendedUntil }: Pick<Member, 'suspendedUntil'>) => suspendedUntil !== null && suspendedUntil > new Date();

/** Who is paused now, as the forum knows them. As the house. */
export const paused = async (): Promise<string[]> => (await sql<{ id: string }>`
  select p.id from members.members m join members.personas p on p.member_id = m.id and p.space = 'forum'
   where m.suspended_until is not null and m.suspended_until > now()`).map(({ id }) => id);

/** Refuses whoever a moderator has paused, beside the field they wrote in. */
export function mayWrite(member: Pick<Member, 'suspendedUntil'>, field?: string): void {
  if (isPaused(member)) refuse('members.refused.paused', field);
}
