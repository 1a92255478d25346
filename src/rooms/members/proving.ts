/** Proving once more that it is you, before your things are taken out or everything is ended. */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { allow, forgive } from '#platform/tries';
import * as passes from '#members/passes';
import type { Account } from '#members/members';

/**
 * Refuses unless this is the member's pass-sentence. Somebody who only has a
 * passkey proves it by having signed in within the last ten minutes.
 * With a `wished` one: where that is the member's sentence already, the form
 * came a second time and had done its work. It is one try, either way.
 */
export async function prove(member: Account, pass: string, wished?: string): Promise<'proved' | 'done before'> {
  if (!(await allow('prove', member.id, 8, 15))) refuse('pages.things.tooMany', 'pass');
  const [key] = await asking(member, () => sql<{ passHash: string | null; isFresh: boolean }>`
    select k.pass_hash, s.made_at > now() - interval '10 minutes' as is_fresh
      from members.keys k join members.sessions s on s.member_id = k.member_id
     where k.member_id = ${member.id} and s.id = ${member.session.id}`);
  if (key && key.passHash === null && key.isFresh) return 'proved';
  const isProved = await passes.fits(pass, key?.passHash);
  if (!isProved && (wished === undefined || !(await passes.fits(wished, key?.passHash)))) refuse('pages.things.wrong', 'pass');
  await forgive('prove', member.id); // whoever knows it is no guesser, however often they are asked
  return isProved ? 'proved' : 'done before';
}
