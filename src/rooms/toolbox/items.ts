/**
 * Medicines and things that help, as the member tells it.
 *
 * How it was before stays with each change, so that "since when, and what did
 * we try" can be answered years later. What is no longer taken moves to its own
 * list. There is no advice here, and nothing looks at how they go together.
 */
import type { Member } from '#members/members';
import type { Read } from '#toolbox/field-rules';
import { changesBetween, itemOf, type Change, type Item } from '#toolbox/item-rules';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';

export type { Item } from '#toolbox/item-rules';

/** By their names, what is taken now before what was. */
export async function of(member: Member): Promise<Paper<Item>[]> {
  const all = await papers.of<Item>(member, 'item');
  return all.sort((a, b) => Number(a.content.isPast) - Number(b.content.isPast) || a.content.name.localeCompare(b.content.name, member.language));
}

export const one = (member: Member, id: string): Promise<Paper<Item>> => papers.one<Item>(member, 'item', id);
export const add = async (member: Member, read: Read, { once = '' } = {}): Promise<string> => papers.add<Item>(member, 'item', itemOf(read), { form: once });
export const change = async (member: Member, id: string, read: Read, basedOn: number): Promise<papers.Changed> =>
  papers.change<Item>(member, 'item', id, itemOf(read), { basedOn, keepEarlier: true });
export const takeAway = (member: Member, id: string) => papers.takeAway(member, 'item', id);

export type Step = { at: Date; changes: Change[]; stood: boolean };

/** What changed, newest first: each version beside the one before it; what was not chosen beside the one that was. */
export async function history(member: Member, paper: Paper<Item>): Promise<{ steps: Step[]; clash: papers.Earlier<Item> | undefined }> {
  const all = await papers.earlier<Item>(member, paper.id);
  const steps = all.filter(({ isClash }) => !isClash).map(({ content, writtenAt, stood }, at, before) => {
    const next = before.slice(0, at).findLast((one) => one.stood)?.content ?? paper.content;
    return { at: writtenAt, stood, changes: stood ? changesBetween(content, next) : changesBetween(next, content) };
  });
  return { steps: steps.filter(({ changes }) => changes.length), clash: all.find(({ isClash }) => isClash) };
}
