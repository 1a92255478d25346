/**
 * What may be read by the house to see how soon a person must look: a post as
 * it stands, with what its own author wrote just before. Only what everybody
 * here can read; never drafts, never anything private. What it answers is
 * another's words, and says nothing of how this author is.
 */
import { isUuid, sql } from '#db';
import type { Language } from '#platform/words';
import type { Member } from '#members/members';

export type Written = { id: string; personaId: string; text: string; language: Language; /** Up to three earlier texts of the same author here, oldest first. */ previous: string[]; isEdited: boolean };

type Which = { id: string } | { member: Member; code: string; number: number };

/** One statement, whichever post is meant: it stands in the answer to the one who wrote. Which one is worked out apart: beside `coalesce` no index is used under row-level security, and every post would be looked at. */
const reading = (which: Which) => {
  const [id, memberId, code, number] = 'id' in which ? [which.id, null, null, null] : [null, which.member.id, which.code, which.number];
  return sql<Written>`
    select p.id, p.persona_id, case when p.number = 1 and t.title <> '' then t.title || E'\n\n' else '' end || p.body as text, p.language, p.edited_at is not null as is_edited,
           array(select words from (
             select case when q.number = 1 and h.title <> '' then h.title || E'\n\n' else '' end || q.body as words, q.created_at
               from forum.posts q join forum.threads h on h.id = q.thread_id
              where q.persona_id = p.persona_id and q.created_at < p.created_at and q.created_at > p.created_at - interval '14 days' and q.deleted_at is null
              order by q.created_at desc limit 3) e order by created_at) as previous
      from forum.posts p join forum.threads t on t.id = p.thread_id
     where p.id = (select coalesce(${id}::uuid, (
             select m.id from forum.posts m join forum.threads o on o.id = m.thread_id
              where o.code = ${code} and m.number = ${number}::int and m.persona_id in (select id from members.personas where member_id = ${memberId}::uuid))))
       and p.deleted_at is null and p.persona_id is not null`;
};

/** A post, unless it was taken back. */
export const ofPost = async (postId: string): Promise<Written | undefined> => (await reading({ id: postId }))[0];

/** A post of the member's own, just after they wrote it, in whichever space: one or none. For the house, which asks this alone and so in one packet. */
export const ofSent = (member: Member, code: string, number: number): Promise<Written[]> => reading({ member, code, number });

/** Which of these have no words any more: taken back for good, or gone with who wrote them. As the house. */
export const gone = async (postIds: readonly string[]): Promise<string[]> => (await sql<{ id: string }>`
  select u.id from unnest(${postIds as string[]}::uuid[]) as u(id) left join forum.posts p on p.id = u.id where p.id is null or p.body = ''`).map(({ id }) => id);

/** The space a form sends its words to, by its draft's place, whoever may read there; the forum where there is no such place any more. As the house. */
export async function spaceOf(place: string): Promise<string> {
  const [kind = '', subject = ''] = place.split(':');
  const [found] = await sql<{ space: string }>`
    select coalesce((select space from forum.threads where code = ${kind === 'reply' ? subject : null}::text),
                    (select space from forum.boards where code = ${kind === 'new' || kind === 'few' ? subject : null}::text),
                    (select space from forum.posts where id = ${kind === 'edit' && isUuid(subject) ? subject : null}::uuid), 'forum') as space`;
  return found!.space;
}
