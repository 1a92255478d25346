/**
 * The same form, sent again.
 *
 * Joining, the spare key and a code from the sheet each end with something that
 * is shown once. A second tap, or an answer that was lost on the way, must not
 * cost anybody that: whoever sends the same form again within a quarter of an
 * hour comes in, and is shown the same spare key.
 *
 * It opens nothing to anybody else. The form is known by the spare key it made
 * (`passes.spareKeyOf`): for that one has to have its own key, the name and the
 * secret that was used; and the sentence it set has to fit. In a browser in
 * which the session since then is over, or has locked itself, nothing is there
 * (404): after Leave, somebody else may be pressing Back.
 */
import { asHouse, sql } from '#db';
import { notFound } from '#platform/answers';
import { foldName } from '#members/name-rules';
import * as passes from '#members/passes';
import * as sessions from '#members/sessions';
import type { From } from '#members/sign-ins';

export type Form = { name: string; pass: string; /** What this form made, or would have made. */ spareKey: string };

/** Who came in again; nobody, where this is no form sent again. */
export async function sentAgain({ name, pass, spareKey }: Form, from: From): Promise<{ token: string; memberId: string } | undefined> {
  const [same] = await asHouse(() => sql<{ memberId: string; passHash: string | null; spareMadeAt: Date; isSoon: boolean }>`
    select member_id, pass_hash, spare_made_at, spare_made_at > now() - interval '15 minutes' as is_soon from members.keys
     where sign_in_name = ${foldName(name.slice(0, 200))} and spare_hash = ${passes.hashSpareKey(spareKey)}`);
  if (!same) return undefined;
  if (await sessions.isOver(from.instead, { id: same.memberId, since: same.spareMadeAt })) notFound();
  if (!same.isSoon || !(await passes.fits(pass, same.passHash))) return undefined;
  return { token: await sessions.begin(same.memberId, from.device, from.deviceWords, { instead: from.instead }), memberId: same.memberId };
}
