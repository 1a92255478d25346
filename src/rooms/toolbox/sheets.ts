/**
 * A sheet for an appointment, made from what the member chooses.
 *
 * It names the medicines it shows; they are read when the sheet is, so that a
 * changed dose is never printed as it was. It is printed and taken along, or
 * shared with a provider, who reads it through `#toolbox/shares`.
 */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import * as grants from '#care/grants';
import * as results from '#measures/results';
import * as responses from '#measures/responses';
import type { Member } from '#members/members';
import * as days from '#toolbox/days';
import type { Read } from '#toolbox/field-rules';
import * as items from '#toolbox/items';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';
import { isEmptySheet, sheetOf, type Sheet } from '#toolbox/sheet-rules';

/** Sets of wellbeing questions the member has answered, by their ids. */
export const answered = async (member: Pick<Member, 'id' | 'personaId'>): Promise<string[]> =>
  [...new Set((await responses.of(member)).filter(({ doneAt }) => doneAt).map(({ instrument }) => instrument))];

type Ticked = (name: string) => readonly string[];

export const of = (member: Member): Promise<Paper<Sheet>[]> => papers.of<Sheet>(member, 'sheet', { most: 50 });
export const one = (member: Member, id: string): Promise<Paper<Sheet>> => papers.one<Sheet>(member, 'sheet', id);

async function read(member: Member, from: Read, ticked: Ticked): Promise<Sheet> {
  const things = await items.of(member);
  const done = await answered(member); // one after the other: both may stand in one transaction
  const sheet = sheetOf(from, ticked, things.map(({ id }) => id), done);
  if (isEmptySheet(sheet)) refuse('toolbox.refused.nothing', 'say');
  return sheet;
}

export async function add(member: Member, from: Read, ticked: Ticked, { once = '' } = {}): Promise<string> {
  const sheet = await read(member, from, ticked);
  const id = await papers.add<Sheet>(member, 'sheet', sheet, { day: (await days.now(member)).day, form: once, isStamp: true });
  await results.show(member, id, sheet.results ?? []);
  return id;
}

export async function change(member: Member, id: string, from: Read, ticked: Ticked, basedOn: number): Promise<papers.Changed> {
  const changed = await papers.change<Sheet>(member, 'sheet', id, await read(member, from, ticked), { basedOn, keepEarlier: true });
  await showNamed(member, id);
  return changed;
}

/** The member has chosen between two versions. */
export async function settle(member: Member, id: string, clashId: string, { take }: { take: boolean }): Promise<void> {
  await papers.settle(member, 'sheet', id, clashId, { take });
  await showNamed(member, id);
}

/** Of results, whoever is shown the sheet may see what it names now. */
const showNamed = async (member: Member, id: string) => results.show(member, id, (await one(member, id)).content.results ?? []);

/** Takes a sheet away, and in the same stroke every share of it. Next steps agreed on it stay with the member (`#care/next-steps`). */
export const takeAway = (member: Member, id: string): Promise<void> => asking(member, async () => {
  await papers.takeAway(member, 'sheet', id);
  await grants.takeBackThing(member, 'questions', id);
  await results.show(member, id, []);
});

/** Which of these sheets are there. */
export const there = async (member: Member, ids: readonly string[]): Promise<string[]> => (await asking(member, () => sql<{ id: string }>`
  select id from toolbox.papers where member_id = ${member.id} and kind = 'sheet' and id::text = any(${ids as string[]}::text[])`)).map(({ id }) => id);

export type Printed = { paper: Paper<Sheet>; items: items.Item[]; results: results.Newest[] };

/** The sheet with what it names, as it stands now. */
export async function printed(member: Member, id: string): Promise<Printed> {
  const paper = await one(member, id);
  const all = await items.of(member);
  return { paper, results: await asking(member, () => results.newest(member.id, paper.content.results ?? [])), items: all.filter((item) => paper.content.items.includes(item.id)).map(({ content }) => content) };
}
