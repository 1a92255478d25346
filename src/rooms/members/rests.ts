/**
 * Rests: the account of somebody who has died.
 *
 * Nothing of theirs is deleted, also where they had asked to leave; nobody can
 * come in by it; nobody is reminded of them or asked to look for them. What
 * they wrote stays where it is, and no mark stands beside their name. Their
 * roles end, and with them what they held here; seats at gatherings go to others,
 * as the room of gatherings sees to. It is undone as it was done,
 * and everything is as before, but for these: a steward gives roles anew.
 * Whoever had asked to leave has the whole time again in which they can stay:
 * while it rested they could not come in and say so. A rest, and its end, stand
 * in the ledger beside the backups, too, so that a restored house knows of
 * them. Who may say so, and why, is for the room that calls these.
 */
import { asHouse, sql } from '#db';
import { ledgerNow, markOf, rememberWord } from '#platform/erasures';
import { announce } from '#platform/events';
import { daysToUndo } from '#members/leaving';
import * as roles from '#members/roles';
import * as sessions from '#members/sessions';

/** From now on it rests; every device is signed out, and every role ends. Twice is once. Inside `asHouse`; nothing where the name leads to nobody. */
export async function begin(personaId: string, byId: string): Promise<boolean> {
  await roles.holdStewards(); // before the member, as whoever gives or ends a role does
  // Whoever is coming in at this moment is waited for, and whoever comes next waits: a session no statement here could see would stay open.
  await sql`select 1 from members.members m join members.personas p on p.member_id = m.id where p.id = ${personaId} for update of m`;
  const [made] = await sql<{ memberId: string; at: Date }>`
    insert into members.rests (member_id, by_id) select p.member_id, ${byId} from members.personas p where p.id = ${personaId} on conflict (member_id) do nothing returning member_id, clock_timestamp() as at`;
  if (!made) return false;
  await sessions.endAll(made.memberId);
  await roles.endAll(made.memberId);
  await announce('members.rest.begun', { memberId: made.memberId });
  await rememberWord(made.memberId, { says: 'rests', at: made.at });
  return true;
}

/** It does not rest any more; who had asked to leave has their days to undo it from now. Inside `asHouse`. */
export async function end(personaId: string): Promise<boolean> {
  await sql`select 1 from members.members m join members.personas p on p.member_id = m.id where p.id = ${personaId} for update of m`;
  const [ended] = await sql<{ memberId: string; since: Date; at: Date }>`delete from members.rests r using members.personas p where p.id = ${personaId} and r.member_id = p.member_id returning r.member_id, r.since, clock_timestamp() as at`;
  if (!ended) return false;
  await sql`insert into members.ended_rests (member_id, since, ended_at) values (${ended.memberId}, ${ended.since}, ${ended.at})`;
  await announce('members.rest.ended', { memberId: ended.memberId, since: ended.since.toISOString() });
  await rememberWord(ended.memberId, { says: 'wakes', at: ended.at });
  const [leaving] = await sql<{ at: Date }>`
    update members.leavings set asked_at = now(), due_at = now() + make_interval(days => ${daysToUndo}::int) where member_id = ${ended.memberId} returning clock_timestamp() as at`;
  if (leaving) await rememberWord(ended.memberId, { says: 'leaves', at: leaving.at });
  return true;
}

/** Since when it rests. Inside `asHouse`. */
export const since = async (personaId: string): Promise<Date | undefined> =>
  (await sql<{ since: Date }>`select r.since from members.rests r join members.personas p on p.member_id = r.member_id where p.id = ${personaId}`)[0]?.since;

/**
 * Whether nobody may be a steward any more once the account behind this name rests: there is one, not the asker. Of a name in
 * another place than the forum that is all that is looked at, for whose it is is nobody's business. Inside `asHouse`.
 */
export const mayEndStewards = async (personaId: string, askerId: string): Promise<boolean> => (await sql`
  select 1 from members.personas p join members.roles r on r.role = 'steward' and r.ended_at is null
   where p.id = ${personaId} and r.member_id <> ${askerId} and (p.space <> 'forum' or r.member_id = p.member_id)
     and not exists (select from members.roles o where o.role = 'steward' and o.ended_at is null and o.member_id <> r.member_id)`).length > 0;

export type Ended = { memberId: string; since: Date; endedAt: Date };

/** Rests that ended in the last weeks, for a room whose clock may come before it has heard of them. */
export const endedLately = (): Promise<Ended[]> => asHouse(() => sql<Ended>`select member_id, since, ended_at from members.ended_rests order by ended_at`);

/** For the clock: that an account rested once is kept for a month. */
export const forget = (): Promise<unknown> => asHouse(() => sql`delete from members.ended_rests where ended_at < now() - interval '30 days'`);

/**
 * For the clock: the ledger says of everybody what is so. One that was lost, or is from before it held rests, has every
 * account that rests again; of whoever it says that they rest and who does not, because what was begun then failed or an end could
 * not be written, it says that they woke.
 */
export async function mend(): Promise<void> {
  const known = ledgerNow();
  const resting = new Set((await asHouse(() => sql<{ memberId: string }>`select member_id from members.rests`)).map(({ memberId }) => memberId));
  const restingMarks = new Set([...resting].map(markOf));
  const wrong = [...resting].filter((id) => known?.rests.get(markOf(id))?.says !== 'rests');
  // Whoever was erased is not looked for.
  const awake = new Set([...(known?.rests ?? [])].flatMap(([mark, { says }]) => (says === 'rests' && !restingMarks.has(mark) && !known!.marks.has(mark) ? [mark] : [])));
  if (awake.size) wrong.push(...(await asHouse(() => sql<{ id: string }>`select id from members.members`)).flatMap(({ id }) => (awake.has(markOf(id)) ? [id] : [])));
  for (const id of wrong) await mendOne(id);
}

/** Whoever lets it rest or ends that at this moment is waited for, with what they write down. */
const mendOne = (memberId: string): Promise<void> => asHouse(async () => {
  const [here] = await sql`select 1 from members.members where id = ${memberId} for update`;
  if (!here) return;
  const [{ since: began, at }] = (await sql<{ since: Date | null; at: Date }>`select (select since from members.rests where member_id = ${memberId}) as since, clock_timestamp() as at`) as [{ since: Date | null; at: Date }];
  const said = ledgerNow()?.rests.get(markOf(memberId))?.says;
  if (began && said !== 'rests') await rememberWord(memberId, { says: 'rests', at: began });
  if (!began && said === 'rests') await rememberWord(memberId, { says: 'wakes', at });
});
