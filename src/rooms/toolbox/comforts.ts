/**
 * Comforts: lines a member keeps for a hard day, their own or somebody's they
 * like. One of them may open a bad day. Saved posts stand beside them on the
 * page; those belong to the forum.
 */
import { notFound, refuse } from '#platform/answers';
import type { Member } from '#members/members';
import { lines, type Read } from '#toolbox/field-rules';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';

export type Comfort = { words: string; isFirst: boolean };
export const longest = 600;

/** What opens a bad day stands first. */
export async function of(member: Member): Promise<Paper<Comfort>[]> {
  const all = await papers.of<Comfort>(member, 'comfort', { most: 200 });
  return all.sort((a, b) => Number(b.content.isFirst) - Number(a.content.isFirst));
}

export async function add(member: Member, read: Read, { once = '' } = {}): Promise<void> {
  const words = lines(read, 'words', longest);
  if (!words) refuse('toolbox.refused.nothing', 'words');
  await papers.add<Comfort>(member, 'comfort', { words, isFirst: false }, { once });
}

/** A bad day opens with this one; with none when it did already. */
export async function choose(member: Member, id: string): Promise<void> {
  const all = await of(member);
  if (!all.some((paper) => paper.id === id)) notFound();
  for (const { id: each, content, version } of all) {
    const isFirst = each === id && !content.isFirst;
    if (isFirst !== content.isFirst) await papers.change<Comfort>(member, 'comfort', each, { ...content, isFirst }, { basedOn: version });
  }
}

export const takeAway = (member: Member, id: string) => papers.takeAway(member, 'comfort', id);
