/**
 * What helped: exercises a member noted as good for them. Only that, only
 * theirs; sealed like everything here. No count, no date to keep up with.
 */
import type { Member } from '#members/members';
import * as papers from '#toolbox/papers';

/** `title` as it was called on the day, so that it can be read in a download when the exercise has another name. */
export type Tried = { id: string; title: string };

/** The names of the exercises that helped, the last noted first. */
export const helped = async (member: Member): Promise<string[]> => (await papers.of<Tried>(member, 'exercise', { most: 100 })).map(({ content }) => content.id);

/** Noting it twice is noting it once. */
export async function note(member: Member, tried: Tried): Promise<void> {
  if (!(await helped(member)).includes(tried.id)) await papers.add<Tried>(member, 'exercise', tried, { once: `helped ${tried.id}` });
}

/** Takes the note away. What was not noted is not missed. */
export async function forget(member: Member, id: string): Promise<void> {
  for (const paper of await papers.of<Tried>(member, 'exercise', { most: 100 })) if (paper.content.id === id) await papers.takeAway(member, 'exercise', paper.id);
}
