/**
 * Recovery codes: ten on a sheet of paper, for when everything else is lost.
 *
 * The spare key lets in at once whoever has it. A code does not: using one
 * starts a day of waiting, every device that is signed in says so on every
 * page, and anybody there may stop it. After the day the same code sets a new
 * pass-sentence. So the sheet can lie where others could find it.
 *
 * A code starts one recovery. Whoever is told "wait" showed the name and the
 * code; for everybody else a wrong code, an unknown name, a code used up and a
 * recovery that was stopped look the same and cost the same.
 */
import { createHmac, randomInt } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { keyFor } from '#platform/secrets';
import type { Member } from '#members/members';
import { foldName } from '#members/name-rules';
import * as passes from '#members/passes';
import { sentAgain } from '#members/sent-again';
import * as sessions from '#members/sessions';
import { forgiveHere, limit, type From } from '#members/sign-ins';

export const codesOnASheet = 10;
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'; // none that are mistaken for another

/** Sixteen letters in groups of four: 78 bits. The guide asks for 64 (safety §7). */
const makeCode = () => Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-');

let key: Buffer | undefined;
const hashOf = (code: string) => createHmac('sha256', (key ??= keyFor('codes'))).update(code.slice(0, 200).toUpperCase().replace(/[^0-9A-Z]/g, '')).digest('base64url');

/** A new sheet. What was left on the old one opens nothing any more; a recovery under way goes on. Shown once, kept nowhere in clear. */
export async function makeSheet(member: Member): Promise<string[]> {
  const codes = Array.from({ length: codesOnASheet }, makeCode);
  await asking(member, async () => {
    await sql`delete from members.codes where member_id = ${member.id} and not exists (
      select from members.recoveries r where r.code_hash = codes.code_hash and r.stopped_at is null and r.done_at is null)`;
    await sql`insert into members.codes (member_id, code_hash) select ${member.id}, unnest(${codes.map(hashOf)}::text[])`;
    await announce('members.codes.made', { memberId: member.id });
  });
  return codes;
}

/** How many codes are left, and since when there is a sheet. */
export async function left(member: Member): Promise<{ left: number; madeAt: Date | null }> {
  const [row] = await asking(member, () => sql<{ left: number; madeAt: Date | null }>`
    select count(*) filter (where used_at is null)::int as left, max(made_at) as made_at from members.codes where member_id = ${member.id}`);
  return row!;
}

export type Waiting = { dueAt: Date; isDue: boolean };

/**
 * Shows a name and a code: begins the waiting, or says how it stands. Of two
 * who show the same code at the same moment one begins it; both are told to wait.
 */
export async function show(name: string, code: string, address: string): Promise<Waiting> {
  const folded = foldName(name.slice(0, 200));
  await limit('code', folded, address);
  const hash = hashOf(code);
  return asHouse(async () => {
    const [begun] = await sql<{ memberId: string; dueAt: Date }>`
      with spent as (
        update members.codes c set used_at = now() from members.keys k
         where k.sign_in_name = ${folded} and c.member_id = k.member_id and c.code_hash = ${hash} and c.used_at is null
        returning c.member_id, c.code_hash)
      insert into members.recoveries (member_id, code_hash) select member_id, code_hash from spent returning member_id, due_at`;
    if (begun) await announce('members.recovery.asked', { memberId: begun.memberId });
    const [open] = await sql<{ dueAt: Date; isDue: boolean }>`
      select r.due_at, r.due_at <= now() as is_due from members.recoveries r join members.keys k on k.member_id = r.member_id
       where k.sign_in_name = ${folded} and r.code_hash = ${hash} and r.stopped_at is null and r.done_at is null and r.due_at > now() - interval '7 days'`;
    if (!open) refuse('members.refused.code');
    await forgiveHere('code', folded, address);
    return open;
  });
}

type Lost = { name: string; code: string; newPass: string; /** The form's own key. */ once?: string };
type Done = { token: string; spareKey: string | undefined; memberId: string };

/** After the day: a new pass-sentence. Every session ends, every other recovery stops. A second factor is still asked for. The same form sent again shows the same new key (`sent-again`). */
export async function finish({ name, code, newPass, once }: Lost, from: From): Promise<Done> {
  const folded = foldName(name.slice(0, 200));
  passes.check(newPass, name);
  await limit('code', folded, from.address);
  const passHash = await passes.hash(newPass); // also for an unknown name: the work is the same
  const fresh = passes.spareKeyOf(once, folded, code.slice(0, 200));
  const finished = await asHouse(async () => {
    const [done] = await sql<{ memberId: string }>`
      update members.recoveries r set done_at = now() from members.keys k
       where k.sign_in_name = ${folded} and r.member_id = k.member_id and r.code_hash = ${hashOf(code)}
         and r.stopped_at is null and r.done_at is null and r.due_at <= now() and r.due_at > now() - interval '7 days'
      returning r.member_id`;
    if (!done) return undefined;
    const [had] = await sql<{ spare: boolean }>`
      update members.keys set pass_hash = ${passHash}, pass_set_at = clock_timestamp(), changed_at = now(),
             spare_hash = case when spare_hash is not null then ${passes.hashSpareKey(fresh)} end, spare_made_at = case when spare_hash is not null then now() end
       where member_id = ${done.memberId} returning spare_hash is not null as spare`;
    await sql`update members.recoveries set stopped_at = now() where member_id = ${done.memberId} and stopped_at is null and done_at is null`;
    await sessions.endAll(done.memberId);
    await announce('members.recovery.done', { memberId: done.memberId });
    await forgiveHere('code', folded, from.address);
    const token = await sessions.begin(done.memberId, from.device, from.deviceWords, { instead: from.instead });
    return { token, spareKey: had!.spare ? fresh : undefined, memberId: done.memberId };
  });
  if (finished) return finished;
  const again = (await sentAgain({ name, pass: newPass, spareKey: fresh }, from)) ?? refuse('members.refused.code');
  return { ...again, spareKey: fresh };
}

/** From any device that is signed in. The code it began with is used up. Twice is once. */
export const stop = (member: Member) => asking(member, async () => {
  const stopped = await sql`
    update members.recoveries set stopped_at = now() where member_id = ${member.id} and stopped_at is null and done_at is null returning 1 as stopped`;
  if (stopped.length) await announce('members.recovery.stopped', { memberId: member.id });
});

/** What is over is forgotten after a month. */
export const sweep = () => asHouse(() => sql`delete from members.recoveries where due_at < now() - interval '30 days'`);
