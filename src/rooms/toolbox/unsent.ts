/**
 * Unsent: forms that arrived after a sign-in had run out, what stood half
 * written on a page when its device closed, and words for a room that had ended
 * when they came, or was not there any more.
 *
 * They are kept for whoever had been signed in, sealed like everything else,
 * and shown to nobody until that member is back. Sending one again counts
 * once. What is not sent stays until its member lets it go. [ID-1]
 */
import { createHmac } from 'node:crypto';
import { keyFor } from '#platform/secrets';
import type { Member } from '#members/members';
import * as days from '#toolbox/days';
import * as papers from '#toolbox/papers';
import type { Paper } from '#toolbox/papers';
import { dated, formOf, onceOf, standsOn, type Form, type Written } from '#toolbox/unsent-rules';

/** `again`: it was sent once more from here. A form without a name of its own cannot say whether it arrived. `half`: nobody had sent it when its page closed. */
type Kept = Form & { again?: true; half?: true };
const most = 30;

/** Keeps a form for the one who held the sign-in, with the day it means by their clock; other words of the same form beside it. False when there was nothing in it. */
export async function keepFor(holder: Pick<Member, 'id'>, place: string, fields: readonly [string, string][]): Promise<boolean> {
  const form = formOf(place, fields);
  if (!form) return false;
  const { day } = await days.now(holder);
  const kept = dated(form, day);
  const name = onceOf(form);
  await papers.add<Kept>(holder, 'unsent', kept, name ? { form: `unsent ${name}`, says: ({ place, fields: said }) => [place, said] } : { once: `unsent ${JSON.stringify(kept)}` }); // without a name of its own it is known by all that stands in it
  return true;
}

let markKey: Buffer | undefined;
/** By which a page says whose it is, to them alone. It tells nobody who that is. */
export const markOf = ({ id }: Pick<Member, 'id'>): string => createHmac('sha256', (markKey ??= keyFor('unsent'))).update(id).digest('base64url').slice(0, 12);

/**
 * Keeps what stood half written on a page when its device closed. The same
 * words again are kept once. On somebody else's page they are not the
 * holder's: another member may have signed in here since. Answers with whether
 * they are kept.
 */
export async function keepHalf(holder: Pick<Member, 'id'>, { mark, forms }: Written): Promise<boolean> {
  if (mark !== markOf(holder)) return false;
  const { day } = await days.now(holder);
  for (const form of forms) {
    await papers.add<Kept>(holder, 'unsent', { ...dated(form, day), half: true }, { once: `half ${JSON.stringify(form)}` });
  }
  return true;
}

/**
 * What waits to be sent. What has arrived meanwhile is taken away: where these
 * very words lie on the paper of their form, or one was written with it after
 * they were sent again from here. A paper with other words says nothing of these.
 */
export async function of(member: Member): Promise<Paper<Kept>[]> {
  const all = await papers.of<Kept>(member, 'unsent', { most });
  const names = all.map(({ content }) => onceOf(content)).filter(Boolean);
  if (!names.length) return all;
  const arrived = new Map((await papers.named(member, names)).map((paper) => [paper.once, paper]));
  const isThere = ({ content, changedAt }: Paper<Kept>) => {
    const paper = arrived.get(onceOf(content));
    return paper !== undefined && ((content.again === true && paper.madeAt >= changedAt) || standsOn(content, paper));
  };
  for (const paper of all.filter(isThere)) await letGo(member, paper.id);
  return all.filter((paper) => !isThere(paper));
}

/** Where it was meant for; it is sent there once more. */
export async function sendAgain(member: Member, id: string): Promise<string> {
  const { content, version } = await papers.one<Kept>(member, 'unsent', id);
  await papers.change<Kept>(member, 'unsent', id, { ...content, again: true }, { basedOn: version });
  return content.place;
}

export const letGo = (member: Member, id: string) => papers.takeAway(member, 'unsent', id);

export const areThere = (member: Member): Promise<boolean> => papers.has(member, 'unsent');
