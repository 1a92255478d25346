/**
 * Next steps: what a member and a provider wrote down together on one sheet.
 *
 * Each writes lines of their own and none of the other's. They are sealed under
 * the member's own key. A provider sees and writes them only while the sheet is
 * shared; the member keeps all of them, ticks them off and takes any away, also
 * when the sheet is gone.
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

/** All there are, with the sheet each was written on; whether that is still there, its own room knows. */
export const all = (member: Member): Promise<(Step & { sheet: string })[]> => asking(member, async () => (await opened(member.id, await sql<Row & { sheet: string }>`
  select id, tie_id, by, sealed, done_at, sheet from care.next_steps where member_id = ${member.id} order by made_at limit 500`)) as (Step & { sheet: string })[]);

/** What both wrote, for a provider who has opened the sheet in this transaction; for the member’s own look at it, too. */
export const readFor = async ({ memberId, thing }: Grant<'questions'>, tieId: string): Promise<Step[]> => opened(memberId, await sql<Row>`
  select id, tie_id, by, sealed, done_at from care.next_steps where tie_id = ${tieId} and member_id = ${memberId} and sheet = ${thing} order by made_at limit 200`);

/** A line is the same when its form and its words are: somebody who goes back may write another one into the same form. */
const keyOfLine = (once: string, words: string): string | null => (once ? keysOf(once, words)[1]! : null);

/** Writes a line on the sheet, for one provider it is shared with. Sent twice, it stands there once. Of a tie that has ended meanwhile they are told, and keep their words. */
export const add = (member: Member, tieId: string, sheet: string, said: string, once = ''): Promise<void> => asking(member, async () => {
  if (!isUuid(tieId)) notFound();
  const words = lineOf(said, 'words', longest);
  const [tie] = await sql<{ isEnded: boolean }>`select ended_at is not null as is_ended from care.ties where id = ${tieId} and member_id = ${member.id} for share`;
  if (!tie) notFound();
  if (tie.isEnded) refuse('care.refused.stepsEnded', 'words');
  await put({ tieId, memberId: member.id, sheet, by: 'member', once }, words);
});

/** The same by the provider, while the sheet is shared with them. */
export const addAs = (provider: Provider, tieId: string, grantId: string, said: string, once = ''): Promise<void> => asking(provider, async () => {
  if (!isUuid(tieId) || !isUuid(grantId)) notFound();
  const words = lineOf(said, 'words', longest);
  const [held] = await sql<{ memberId: string; sheet: string }>`
    select member_id, thing as sheet from care.grants where id = ${grantId} and tie_id = ${tieId} and provider_id = ${provider.providerId} and kind = 'questions'
       and revoked_at is null and ends_at > now()`;
  if (!held) notFound();
  await put({ tieId, ...held, by: 'provider', once }, words);
});

type Line = { tieId: string; memberId: string; sheet: string; by: Step['by']; once: string };

/** A full sheet takes no line more, and whoever wrote it is told so: but for the one that stands there already, from the same form. */
async function put({ tieId, memberId, sheet, by, once }: Line, words: string): Promise<void> {
  const [id, form] = [randomUUID(), keyOfLine(once, words)];
  const made = await sql`
    insert into care.next_steps (id, tie_id, member_id, sheet, by, sealed, once)
    select ${id}, ${tieId}::uuid, ${memberId}::uuid, ${sheet}, ${by}, ${close(await keyOf({ id: memberId }), placeOf(id), words)}, ${form}::text
     where (select count(*) from care.next_steps n where n.tie_id = ${tieId}::uuid and n.sheet = ${sheet}) < ${most}
    on conflict (tie_id, once) do nothing returning 1 as made`;
  if (made.length) return;
  const stands = await sql`select 1 as stands from care.next_steps where tie_id = ${tieId} and sheet = ${sheet} and by = ${by} and once = ${form}::text`;
  if (!stands.length) refuse('care.refused.steps', 'words', { most });
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
