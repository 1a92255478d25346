/**
 * Contacts: a shield for those who come here for company.
 *
 * What others read (posts, lines of a room, plans and what lies on a table) is
 * looked over for signs of selling, recruiting and prying (`contact-rules.ts`).
 * A moderator finds it among what was told; the author and everybody else
 * notice nothing, and nothing is held back by it. While the program is turned
 * off nobody looks over what is said in rooms and at gatherings, as they say.
 */
import { createHash } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as circles from '#circles/concerning';
import * as assessable from '#forum/assessable';
import * as lately from '#forum/lately';
import * as gathered from '#gatherings/concerning';
import * as cases from '#safety/cases';
import { fewPosts, flagOf, newDays, signsIn } from '#safety/contact-rules';

/** A post was published or changed. Heard twice, it is noted once. */
export const look = (postId: string): Promise<void> =>
  asHouse(async () => {
    const post = await assessable.ofPost(postId);
    if (post) await lookAt(post);
  });

/** The same for a post that was read just now. */
export const lookAt = (post: assessable.Written): Promise<void> =>
  asHouse(async () => {
    const { written, sameToday } = await lately.much(post.personaId, post.id, fewPosts);
    await tell({ kind: 'post', id: post.id, personaId: post.personaId }, post.text, (await isYoung(post.personaId)) || written < fewPosts, sameToday);
  });

/** The same for a line that was said in a room. Its words are kept until somebody has looked. */
export const lookAtLine = (line: circles.Written): Promise<void> =>
  asHouse(async () => {
    const space = await circles.spaceOf(line.id);
    const isTold = await tell({ kind: 'line', id: line.id, personaId: line.personaId, ...(space ? { space } : {}) }, line.text, await isYoung(line.personaId), await circles.sameSaid(line.id));
    if (isTold) await circles.keep(line.id);
  });

/** The same for a plan, or what was laid on a table. */
export const lookAtGathered = (kind: gathered.Kind, { id, personaId, space, text }: gathered.Written): Promise<void> =>
  asHouse(async () => void (await tell({ kind, id, personaId, space }, text, personaId !== null && (await isYoung(personaId)), await gathered.sameShown(kind, id))));

/** Came here a few days ago: nobody knows them yet. How much they have said in a room that is cleared every day says nothing of that. */
async function isYoung(personaId: string): Promise<boolean> {
  const [who] = await sql<{ isYoung: boolean }>`
    select m.joined_at > now() - make_interval(days => ${newDays}) as is_young
      from members.personas p join members.members m on m.id = p.member_id where p.id = ${personaId}`;
  return who?.isYoung ?? true;
}

async function tell(subject: cases.Subject, text: string, isNew: boolean, sameToday: number): Promise<boolean> {
  const signs = signsIn({ text, isNew, sameToday });
  if (!signs.length) return false;
  const cause = `contact:${subject.id}:${createHash('sha256').update(text).digest('base64url').slice(0, 16)}`;
  await cases.signal(subject, {
    kind: 'contact', level: 'low', flags: [...new Set(signs.map(flagOf))], reasons: signs.map((sign) => ({ phase: 'contact', why: sign, words: '', level: 'low' as const })), cause
  });
  return true;
}
