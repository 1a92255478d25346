/** What somebody wrote here lately: for a moderator who has a case about them and left a trace of asking. */
import { sql } from '#db';

export type Late = { id: string; code: string; number: number; title: string; html: string; language: string; createdAt: Date };

/** The last five other posts of a persona, newest first; what was taken back is not among them. */
export const of = (personaId: string, withoutId: string) => sql<Late>`
  select p.id, t.code, p.number, t.title, p.html, p.language, p.created_at
    from forum.posts p join forum.threads t on t.id = p.thread_id
   where p.persona_id = ${personaId} and p.id <> ${withoutId} and p.deleted_at is null
   order by p.created_at desc limit 5`;

/** How many posts a persona has written, up to `most`, and how often these same words within a day. For the house alone. */
export async function much(personaId: string, postId: string, most: number): Promise<{ written: number; sameToday: number }> {
  const [found] = await sql<{ written: number; sameToday: number }>`
    select (select count(*)::int from (select from forum.posts where persona_id = ${personaId} limit ${most}) w) as written,
           (select count(*)::int from forum.posts q
             where q.persona_id = ${personaId} and q.created_at > p.created_at - interval '1 day' and q.created_at <= p.created_at
               and q.body = p.body and length(q.body) > 40) as same_today
      from forum.posts p where p.id = ${postId}`;
  return found ?? { written: 0, sameToday: 0 };
}
