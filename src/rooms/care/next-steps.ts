/**
 * Next steps: what a member and a provider wrote down together on one sheet.
 *
 * Each writes lines of their own and none of the other's. They are sealed under
 * the member's own key. A provider sees and writes them only while the sheet is
 * shared; the member keeps all of them, ticks them off and takes any away.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { keysOf } from '#platform/form-keys';
import type { Member } from '#members/members';
import { close, keyOf, open } from '#members/sealing';
import type { Grant } from '#care/grants';
import type { Provider } from '#care/providers';
import { lineOf } from '#care/provider-rules';

export const longest = 300;
const most = 40;
const placeOf = (id: string) => `care.next_steps|${id}`;
export type Step = { id: string; tieId: string; by: 'member' | 'provider'; words: string; doneAt: Date | null };
type Row = Omit<Step, 'words'> & { sealed: string };

async function opened(memberId: string, rows: Row[]): Promise<Step[]> {
  if (!rows.length) return [];
  const key = await keyOf({ id: memberId });
  return rows.map(({ sealed, ...row }) => ({ ...row, words: open<string>(key, placeOf(row.id), sealed) }));
}

/** All of one sheet, whoever wrote them with, also where sharing has ended. */
export const of = (member: Member, sheet: string): Promise<Step[]> => asking(member, async () => opened(member.id, await sql<Row>`
  select id, tie_id, by, sealed, done_at from care.next_steps where member_id = ${member.id} and sheet = ${sheet} order by made_at limit 200`));

/** What both wrote, for a provider who has opened the sheet in this transaction; for the member’s own look at it, too. */
export const readFor = async ({ memberId, thing }: Grant<'questions'>, tieId: string): Promise<Step[]> => opened(memberId, await sql<Row>`
  select id, tie_id, by, sealed, done_at from care.next_steps where tie_id = ${tieId} and member_id = ${memberId} and sheet = ${thing} order by made_at limit 200`);

/** A line is the same when its form and its words are: somebody who goes back may write another one into the same form. */
const keyOfLine = (once: string, words: string): string | null => (once ? keysOf(once, words)[1]! : null);

/** Writes a line on the sheet, for one provider it is shared with. Sent twice, it stands there once. */
export const add = (member: Member, tieId: string, sheet: string, said: string, once = ''): Promise<void> => asking(member, async () => {
  if (!isUuid(tieId)) notFound();
  const words = lineOf(said, 'words', longest);
  await put(member.id, words, (id, sealed) => sql`
    insert into care.next_steps (id, tie_id, member_id, sheet, by, sealed, once)
    select ${id}, t.id, t.member_id, ${sheet}, 'member', ${sealed}, ${keyOfLine(once, words)}::text from care.ties t
     where t.id = ${tieId} and t.member_id = ${member.id} and t.ended_at is null and (select count(*) from care.next_steps n where n.tie_id = t.id and n.sheet = ${sheet}) < ${most}
    on conflict (tie_id, once) do update set done_at = next_steps.done_at returning 1 as made`);
});

/** The same by the provider, while the sheet is shared with them. */
export const addAs = (provider: Provider, tieId: string, grantId: string, said: string, once = ''): Promise<void> => asking(provider, async () => {
  if (!isUuid(tieId) || !isUuid(grantId)) notFound();
  const words = lineOf(said, 'words', longest);
  const [held] = await sql<{ memberId: string; sheet: string }>`
    select member_id, thing as sheet from care.grants where id = ${grantId} and tie_id = ${tieId} and provider_id = ${provider.providerId} and kind = 'questions'
       and revoked_at is null and ends_at > now()`;
  if (!held) notFound();
  await put(held.memberId, words, (id, sealed) => sql`
    insert into care.next_steps (id, tie_id, member_id, sheet, by, sealed, once)
    select ${id}, ${tieId}::uuid, ${held.memberId}::uuid, ${held.sheet}, 'provider', ${sealed}, ${keyOfLine(once, words)}::text
     where (select count(*) from care.next_steps n where n.tie_id = ${tieId}::uuid and n.sheet = ${held.sheet}) < ${most}
    on conflict (tie_id, once) do nothing returning 1 as made`, once !== '');
});

async function put(memberId: string, words: string, insert: (id: string, sealed: string) => Promise<unknown[]>, mayStand = false): Promise<void> {
  const id = randomUUID();
  const made = await insert(id, close(await keyOf({ id: memberId }), placeOf(id), words));
  if (!made.length && !mayStand) refuse('care.refused.steps', 'words', { most });
}

/** Ticks a line off, or takes the tick away. Twice is once. */
export async function tick(member: Member, id: string, { done }: { done: boolean }): Promise<void> {
  const [ticked] = isUuid(id) ? await asking(member, () => sql`
    update care.next_steps set done_at = case when ${done}::boolean then coalesce(done_at, now()) end where id = ${id} and member_id = ${member.id} returning 1 as ticked`) : [];
  if (!ticked) notFound();
}

/** The member takes any line of their sheet away. Twice is once. */
export const takeAway = (member: Member, id: string) => asking(member, () => (isUuid(id) ? sql`delete from care.next_steps where id = ${id} and member_id = ${member.id}` : notFound()));

/** A provider takes a line of their own away, while the sheet is shared. */
export const takeAwayAs = (provider: Provider, tieId: string, id: string) => asking(provider, () => (isUuid(id) && isUuid(tieId) ? sql`
  delete from care.next_steps where id = ${id} and tie_id = ${tieId} and by = 'provider'` : notFound()));
