/**
 * Life areas: how things are and what the member wants, in their own words,
 * and how both were before. One paper for each area.
 */
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { addresses, areaOf, areas, type Area } from '#toolbox/area-rules';
import type { Read } from '#toolbox/field-rules';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';

export const all = (member: Member): Promise<Paper<Area>[]> => papers.of<Area>(member, 'life-area', { most: 60 });

/** One of ours by its address, or by an old one, which was its name. */
const known = (asked: string) => areas.find((one) => addresses[one] === asked || one === asked);

/** By the address of one of ours, or by the id of one of the member's own. One of ours may have nothing in it yet. */
export async function open(member: Member, id: string): Promise<{ paper: Paper<Area> | undefined; area: Area }> {
  const ours = known(id);
  if (!ours) {
    const paper = await papers.one<Area>(member, 'life-area', id);
    return paper.content.id ? notFound() : { paper, area: paper.content };
  }
  const paper = (await all(member)).find(({ content }) => content.id === ours);
  return { paper, area: paper?.content ?? { id: ours, name: '', now: '', want: '' } };
}

/** Begun on two devices at once, both versions are kept. */
export async function keep(member: Member, id: string, read: Read, basedOn: number): Promise<papers.Changed> {
  const { paper, area } = await open(member, id);
  const content = areaOf(read, area.id);
  const paperId = paper?.id ?? (await papers.add<Area>(member, 'life-area', content, { once: `area ${area.id}` }));
  return papers.change<Area>(member, 'life-area', paperId, content, { basedOn, keepEarlier: true });
}

export const add = async (member: Member, read: Read, { once = '' } = {}): Promise<string> => papers.add<Area>(member, 'life-area', areaOf(read, ''), { form: once });

export async function takeAway(member: Member, id: string): Promise<void> {
  const { paper } = await open(member, id);
  if (paper) await papers.takeAway(member, 'life-area', paper.id);
}

export async function settle(member: Member, id: string, clashId: string, take: boolean): Promise<void> {
  const { paper } = await open(member, id);
  await papers.settle(member, 'life-area', paper?.id ?? notFound(), clashId, { take });
}
