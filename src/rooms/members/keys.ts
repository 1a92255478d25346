/**
 * Ways in: the pass-sentence and what stands beside it.
 *
 * Whoever changes a way in proves first that it is them, with the sentence
 * they have; on the page that follows joining, a moment ago is proof enough.
 */
import { asHouse, asking, sql } from '#db';
import { announce } from '#platform/events';
import * as passes from '#members/passes';
import { prove } from '#members/proving';
import type { Account } from '#members/members';
import * as sessions from '#members/sessions';

/** A new pass-sentence. Every other device is signed out. Changing twice is changing once: a second tap, or an answer that was lost, says it is saved. */
export async function changePass(member: Account, now: string, wished: string): Promise<void> {
  passes.check(wished, member.name);
  if ((await prove(member, now, wished)) === 'done before') return;
  const passHash = await passes.hash(wished);
  await asHouse(async () => {
    await sql`update members.keys set pass_hash = ${passHash}, pass_set_at = clock_timestamp(), changed_at = now() where member_id = ${member.id}`;
    await announce('members.pass.changed', { memberId: member.id });
    await sessions.endOthers(member);
  });
}

/** Whether this device came in within the last quarter of an hour. */
export async function isFresh(member: Account): Promise<boolean> {
  const [row] = await asking(member, () => sql`
    select 1 from members.sessions where id = ${member.session.id} and member_id = ${member.id} and made_at > now() - interval '15 minutes'`);
  return row !== undefined;
}

/** Proof, unless this device came in a moment ago. */
export async function proveUnlessFresh(member: Account, pass: string): Promise<void> {
  if (!(await isFresh(member))) await prove(member, pass);
}
