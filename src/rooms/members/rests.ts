/**
 * Rests: the account of somebody who has died.
 *
 * Nothing of theirs is deleted, also where they had asked to leave; nobody can
 * come in by it; nobody is reminded of them or asked to look for them. What
 * they wrote stays where it is, and no mark stands beside their name. It is
 * undone as it was done, and everything is as before. Who may say so, and why,
 * is for the room that calls these.
 */
import { sql } from '#db';
import * as sessions from '#members/sessions';

/** From now on it rests; every device is signed out. Twice is once. Inside `asHouse`; nothing where the name leads to nobody. */
export async function begin(personaId: string, byId: string): Promise<boolean> {
  const [made] = await sql<{ memberId: string }>`
    insert into members.rests (member_id, by_id) select p.member_id, ${byId} from members.personas p where p.id = ${personaId} on conflict (member_id) do nothing returning member_id`;
  if (made) await sessions.endAll(made.memberId);
  return made !== undefined;
}

/** It does not rest any more. Inside `asHouse`. */
export const end = async (personaId: string): Promise<boolean> =>
  (await sql`delete from members.rests r using members.personas p where p.id = ${personaId} and r.member_id = p.member_id returning 1 as ended`).length > 0;

/** Since when it rests. Inside `asHouse`. */
export const since = async (personaId: string): Promise<Date | undefined> =>
  (await sql<{ since: Date }>`select r.since from members.rests r join members.personas p on p.member_id = r.member_id where p.id = ${personaId}`)[0]?.since;
