/**
 * Comforts: what a member keeps for a hard day. Lines, their own or somebody's
 * they like, and exercises and lessons to come back to. One of them may open a
 * bad day. Saved posts stand beside them on the page; those belong to the forum.
 */
import { notFound, refuse } from '#platform/answers';
import type { Member } from '#members/members';
import { lines, type Read } from '#toolbox/field-rules';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';

/** What a comfort leads to, where it is no line of the member's own. */
export type Leads = { to: 'exercise' | 'lesson'; id: string };
/** `words` is the line itself, or what the thing was called when it was kept. */
export type Comfort = { words: string; isFirst: boolean; leads?: Leads };
export const longest = 600;

/** What opens a bad day stands first. */
export async function of(member: Member): Promise<Paper<Comfort>[]> {
  const all = await papers.of<Comfort>(member, 'comfort', { most: 200 });
  return all.sort((a, b) => Number(b.content.isFirst) - Number(a.content.isFirst));
}

export async function add(member: Member, read: Read, { once = '' } = {}): Promise<void> {
  const words = lines(read, 'words', longest);
  if (!words) refuse('toolbox.refused.nothing', 'words');
  await papers.add<Comfort>(member, 'comfort', { words, isFirst: false }, { form: once });
}

/** Keeps an exercise or a lesson. Keeping twice is keeping once. */
export async function keep(member: Member, leads: Leads, title: string): Promise<void> {
  if (!(await isKept(member, leads))) await papers.add<Comfort>(member, 'comfort', { words: title, isFirst: false, leads }, { once: `comfort ${leads.to} ${leads.id}` });
}

export const isKept = async (member: Member, { to, id }: Leads): Promise<boolean> => (await of(member)).some(({ content }) => content.leads?.to === to && content.leads.id === id);

/** A bad day opens with this one, or no longer does. Said twice, it is so once. */
export async function choose(member: Member, id: string, { first }: { first: boolean }): Promise<void> {
  const all = await of(member);
  if (!all.some((paper) => paper.id === id)) notFound();
  for (const { id: each, content, version } of all) {
    const isFirst = each === id ? first : content.isFirst && !first;
    if (isFirst !== content.isFirst) await papers.change<Comfort>(member, 'comfort', each, { ...content, isFirst }, { basedOn: version });
  }
}

export const takeAway = (member: Member, id: string) => papers.takeAway(member, 'comfort', id);
