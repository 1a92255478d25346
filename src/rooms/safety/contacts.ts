/**
 * Contacts: a shield for those who come here for company.
 *
 * What is published is looked over for signs of selling, recruiting and prying
 * (`contact-rules.ts`). A moderator finds it among what was told; the author
 * and everybody else notice nothing, and nothing is held back by it.
 */
import { createHash } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as assessable from '#forum/assessable';
import * as lately from '#forum/lately';
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
    const postId = post.id;
    const [who] = await sql<{ isYoung: boolean }>`
      select m.joined_at > now() - make_interval(days => ${newDays}) as is_young
        from members.personas p join members.members m on m.id = p.member_id where p.id = ${post.personaId}`;
    const { written, sameToday } = await lately.much(post.personaId, postId, fewPosts);
    const signs = signsIn({ text: post.text, isNew: (who?.isYoung ?? true) || written < fewPosts, sameToday });
    if (!signs.length) return;
    const cause = `contact:${postId}:${createHash('sha256').update(post.text).digest('base64url').slice(0, 16)}`;
    await cases.signal({ kind: 'post', id: postId, personaId: post.personaId }, {
      kind: 'contact', level: 'low', flags: [...new Set(signs.map(flagOf))], reasons: signs.map((sign) => ({ phase: 'contact', why: sign, words: '', level: 'low' as const })), cause
    });
  });
