/**
 * What may be read by the house to see how soon a person must look: a post as
 * it stands, with what its author wrote just before and what it answers. Only
 * what everybody here can read; never drafts, never anything private.
 */
import { isUuid, sql } from '#db';
import type { Language } from '#platform/words';
import type { Member } from '#members/members';

export type Written = { id: string; personaId: string; text: string; language: Language; previous: string[]; isEdited: boolean };

/** A post, unless it was taken back. `previous`: up to three earlier texts of the same author here, and the one it speaks to, oldest first. */
export async function ofPost(postId: string): Promise<Written | undefined> {
  const [post] = await sql<Written>`
    select p.id, p.persona_id, case when p.number = 1 and t.title <> '' then t.title || E'\n\n' else '' end || p.body as text, p.language, p.edited_at is not null as is_edited,
           array(select body from (
             (select q.body, q.created_at from forum.posts q
               where q.persona_id = p.persona_id and q.created_at < p.created_at and q.created_at > p.created_at - interval '14 days' and q.deleted_at is null
               order by q.created_at desc limit 3)
             union all
             select r.body, r.created_at from forum.posts r
              where r.thread_id = p.thread_id and r.number = p.to_number and r.deleted_at is null and r.persona_id is distinct from p.persona_id
             order by created_at) e) as previous
      from forum.posts p join forum.threads t on t.id = p.thread_id
     where p.id = ${postId} and p.deleted_at is null and p.persona_id is not null`;
  return post;
}

/** Which of these have no words any more: taken back for good, or gone with who wrote them. As the house. */
export const gone = async (postIds: readonly string[]): Promise<string[]> => (await sql<{ id: string }>`
  select u.id from unnest(${postIds as string[]}::uuid[]) as u(id) left join forum.posts p on p.id = u.id where p.id is null or p.body = ''`).map(({ id }) => id);

/** Where a post of the member's own stands, just after they wrote it, in whichever space. */
export async function idOf(member: Member, code: string, number: number): Promise<string | undefined> {
  const [post] = await sql<{ id: string }>`
    select p.id from forum.posts p join forum.threads t on t.id = p.thread_id
     where t.code = ${code} and p.number = ${number} and p.persona_id in (select id from members.personas where member_id = ${member.id})`;
  return post?.id;
}

/** The space a form sends its words to, by its draft's place, whoever may read there; the forum where there is no such place any more. As the house. */
export async function spaceOf(place: string): Promise<string> {
  const [kind = '', subject = ''] = place.split(':');
  const [found] = await sql<{ space: string }>`
    select coalesce((select space from forum.threads where code = ${kind === 'reply' ? subject : null}::text),
                    (select space from forum.boards where code = ${kind === 'new' || kind === 'few' ? subject : null}::text),
                    (select space from forum.posts where id = ${kind === 'edit' && isUuid(subject) ? subject : null}::uuid), 'forum') as space`;
  return found!.space;
}
