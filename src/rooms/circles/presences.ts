/**
 * Presences: being in the room.
 *
 * Coming in and stepping out are acts, never guessed from a browser: no
 * last-seen, no dots. Others see how many are here, and the names of those who
 * hold the room.
 */
import { asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import * as sessions from '#circles/sessions';
import { isSpoken } from '#circles/session-rules';

/** Comes in. The first host opens the room. */
export const stepIn = (member: Member, code: string, sessionId: string): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId)) notFound();
  await sessions.openBy(sessionId);
  const [here] = await sql`
    insert into circles.presences (session_id, circle_id, persona_id)
    select s.id, c.id, members.persona_in(c.space_id::text) from circles.sessions s join circles.circles c on c.id = s.circle_id
     where s.id = ${sessionId} and c.code = ${code} and c.id = any(circles.mine()) and s.opened_at is not null and s.closed_at is null and members.persona_in(c.space_id::text) is not null
    on conflict (session_id, persona_id) do update set is_here = true returning session_id`;
  if (!here) notFound();
});

/** Steps out for a while, or for today. Nobody is told. */
export const stepOut = (member: Member, sessionId: string): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId)) notFound();
  await sql`update circles.presences set is_here = false where session_id = ${sessionId} and persona_id = any(members.my_personas())`;
});

/** Just listening, or not; and how new lines are read aloud. */
export const hear = (member: Member, sessionId: string, { isListening, spoken }: { isListening?: boolean; spoken?: string }): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId)) notFound();
  await sql`
    update circles.presences set is_listening = coalesce(${isListening ?? null}::boolean, is_listening), spoken = coalesce(${spoken && isSpoken(spoken) ? spoken : null}::text, spoken)
     where session_id = ${sessionId} and persona_id = any(members.my_personas())`;
});
