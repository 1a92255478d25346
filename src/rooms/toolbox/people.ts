/**
 * People around me: who and what there is, how near, what each is good for, and
 * who knows about my health. For the member alone. How it was earlier can be
 * looked at; who is no longer around stays in what was.
 */
import type { Member } from '#members/members';
import type { Read } from '#toolbox/field-rules';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';
import { personOf, rings, wishOf, type Person, type Wish } from '#toolbox/person-rules';

export type { Person } from '#toolbox/person-rules';
type Ticked = (name: string) => readonly string[];

const inOrder = (all: Paper<Person>[], language: string) =>
  all.sort((a, b) => rings.indexOf(a.content.ring) - rings.indexOf(b.content.ring) || a.content.name.localeCompare(b.content.name, language));

/** Everybody, the nearest first; those no longer around too. */
export const all = async (member: Member): Promise<Paper<Person>[]> => inOrder(await papers.of<Person>(member, 'person'), member.language);

export const one = (member: Member, id: string): Promise<Paper<Person>> => papers.one<Person>(member, 'person', id);
export const add = async (member: Member, read: Read, ticked: Ticked, { once = '' } = {}): Promise<string> => papers.add<Person>(member, 'person', personOf(read, ticked), { form: once });
export const change = async (member: Member, id: string, read: Read, ticked: Ticked, basedOn: number): Promise<papers.Changed> =>
  papers.change<Person>(member, 'person', id, personOf(read, ticked), { basedOn, keepEarlier: true });
export const takeAway = (member: Member, id: string) => papers.takeAway(member, 'person', id);

/** The circle as it stood at a moment: each as they were written then. What has been taken away for good is not in it. */
export async function asOf(member: Member, at: Date): Promise<Paper<Person>[]> {
  const then = (await all(member)).filter(({ madeAt }) => madeAt <= at);
  const stood = await Promise.all(then.map(async (paper) => {
    if (paper.changedAt <= at) return paper;
    const later = (await papers.earlier<Person>(member, paper.id)).filter(({ stood, writtenAt }) => stood && writtenAt > at);
    return { ...paper, content: later.at(-1)?.content ?? paper.content };
  }));
  return inOrder(stood.filter(({ content }) => !content.isPast), member.language);
}

export const wish = async (member: Member): Promise<Paper<Wish> | undefined> => (await papers.of<Wish>(member, 'circle-wish', { most: 1 }))[0];

/** Is there more of something you would like? Said for oneself; nobody is told. */
export async function wishFor(member: Member, read: Read, ticked: Ticked): Promise<void> {
  const content = wishOf(read, ticked);
  const before = await wish(member);
  if (before) await papers.change<Wish>(member, 'circle-wish', before.id, content, { basedOn: before.version, keepEarlier: true });
  else await papers.add<Wish>(member, 'circle-wish', content, { once: 'the wish' });
}
