/** What somebody wrote here lately, for a moderator who has a case about them and left a trace of asking. */
import { sql } from '#db';

export type Late = { id: string; code: string; number: number; title: string; html: string; language: string; createdAt: Date };

/** The last five other posts of a persona, newest first; what was taken back is not among them. */
export const of = (personaId: string, withoutId: string) => sql<Late>`
  select p.id, t.code, p.number, t.title, p.html, p.language, p.created_at
    from forum.posts p join forum.threads t on t.id = p.thread_id
   where p.persona_id = ${personaId} and p.id <> ${withoutId} and p.deleted_at is null
   order by p.created_at desc limit 5`;
