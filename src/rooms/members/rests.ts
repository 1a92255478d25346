/**
 * Rests: the account of somebody who has died.
 *
 * Nothing of theirs is deleted, also where they had asked to leave; nobody can
 * come in by it; nobody is reminded of them or asked to look for them. What
 * they wrote stays where it is, and no mark stands beside their name. It is
 * undone as it was done, and everything is as before. Whoever had asked to leave
 * has the whole time again in which they can stay: while it rested they could
 * not come in and say so. Who may say so, and why, is for the room that calls these.
 */
import { sql } from '#db';
import { rememberWord } from '#platform/erasures';
import { daysToUndo } from '#members/leaving';
import * as sessions from '#members/sessions';

/** From now on it rests; every device is signed out. Twice is once. Inside `asHouse`; nothing where the name leads to nobody. */
export async function begin(personaId: string, byId: string): Promise<boolean> {
  // Whoever is coming in at this moment is waited for, and whoever comes next waits: a session no statement here could see would stay open.
  await sql`select 1 from members.members m join members.personas p on p.member_id = m.id where p.id = ${personaId} for update of m`;
  const [made] = await sql<{ memberId: string }>`
    insert into members.rests (member_id, by_id) select p.member_id, ${byId} from members.personas p where p.id = ${personaId} on conflict (member_id) do nothing returning member_id`;
  if (!made) return false;
  await sessions.endAll(made.memberId);
  // That they wished to leave stays written here. A backup from before the rest knows only the wish: the ledger keeps it from erasing them.
  const [leaving] = await sql<{ at: Date }>`select clock_timestamp() as at from members.leavings where member_id = ${made.memberId}`;
  if (leaving) await rememberWord(made.memberId, { says: 'stays', at: leaving.at });
  return true;
}

/** It does not rest any more; who had asked to leave has their days to undo it from now. Inside `asHouse`. */
export async function end(personaId: string): Promise<boolean> {
  const [ended] = await sql<{ memberId: string }>`delete from members.rests r using members.personas p where p.id = ${personaId} and r.member_id = p.member_id returning r.member_id`;
  if (!ended) return false;
  const [leaving] = await sql<{ at: Date }>`
    update members.leavings set asked_at = now(), due_at = now() + make_interval(days => ${daysToUndo}::int) where member_id = ${ended.memberId} returning clock_timestamp() as at`;
  if (leaving) await rememberWord(ended.memberId, { says: 'leaves', at: leaving.at });
  return true;
}

/** Since when it rests. Inside `asHouse`. */
export const since = async (personaId: string): Promise<Date | undefined> =>
  (await sql<{ since: Date }>`select r.since from members.rests r join members.personas p on p.member_id = r.member_id where p.id = ${personaId}`)[0]?.since;
