/**
 * Spare keys: the way back in when the pass-sentence is lost.
 *
 * A spare key is shown once and works once. Using it sets a new pass-sentence,
 * makes a new spare key, ends every session there was and tells the member so.
 * A second factor is still asked for afterwards. The same form sent again shows
 * the same new key (`sent-again`).
 */
import { asHouse, asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { foldName } from '#members/name-rules';
import * as passes from '#members/passes';
import { sentAgain } from '#members/sent-again';
import * as sessions from '#members/sessions';
import { forgiveHere, limit, type From } from '#members/sign-ins';
import type { Account } from '#members/members';

type Lost = { name: string; spareKey: string; newPass: string; /** The form's own key. */ once?: string };
type Used = { token: string; spareKey: string; memberId: string };

/** Of two uses at once, one wins: the statement that takes the key is also the one that replaces it. */
export async function use({ name, spareKey, newPass, once }: Lost, from: From): Promise<Used> {
  const folded = foldName(name.slice(0, 200));
  passes.check(newPass, name);
  await limit('spareKey', folded, from.address);
  const fresh = passes.spareKeyOf(once, folded, spareKey.slice(0, 200));
  const passHash = await passes.hash(newPass); // also for an unknown name: the work is the same
  const used = await asHouse(async () => {
    const [key] = await sql<{ memberId: string }>`
      update members.keys set pass_hash = ${passHash}, pass_set_at = clock_timestamp(), spare_hash = ${passes.hashSpareKey(fresh)}, spare_made_at = now(), changed_at = now()
       where sign_in_name = ${folded} and spare_hash = ${passes.hashSpareKey(spareKey.slice(0, 200))}
      returning member_id`;
    if (!key) return undefined;
    await sessions.endAll(key.memberId);
    await announce('members.spareKey.used', { memberId: key.memberId });
    const token = await sessions.begin(key.memberId, from.device, from.deviceWords, { instead: from.instead });
    await forgiveHere('spareKey', folded, from.address);
    return { token, spareKey: fresh, memberId: key.memberId };
  });
  const again = used ?? (await sentAgain({ name, pass: newPass, spareKey: fresh }, from)) ?? refuse('members.refused.spareKey');
  return { ...again, spareKey: fresh };
}

/** A new spare key; the old one opens nothing any more. */
export async function renew(member: Account): Promise<string> {
  const fresh = passes.makeSpareKey();
  await asking(member, async () => {
    await sql`update members.keys set spare_hash = ${passes.hashSpareKey(fresh)}, spare_made_at = now() where member_id = ${member.id}`;
    await announce('members.spareKey.made', { memberId: member.id });
  });
  return fresh;
}

/** For who would rather have the sheet of codes alone, which waits a day. Never the last way back. */
export const remove = (member: Account) => asking(member, async () => {
  const [code] = await sql`select 1 from members.codes where member_id = ${member.id} and used_at is null limit 1`;
  if (!code) refuse('members.refused.spareLast', 'pass');
  await sql`update members.keys set spare_hash = null, spare_made_at = null where member_id = ${member.id}`;
});

/** When the spare key was made, for the page of keys. */
export async function madeAt(member: Account): Promise<Date | null> {
  const [key] = await asking(member, () => sql<{ spareMadeAt: Date | null }>`select spare_made_at from members.keys where member_id = ${member.id}`);
  return key?.spareMadeAt ?? null;
}
