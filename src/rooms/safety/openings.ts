/**
 * Openings: a moderator reads more of somebody than what the case is about.
 *
 * It needs a case, it is written down before the words are shown, and whoever
 * it was about can read the log once the case is over. Before that they are
 * not told, because nobody is told of a case before it is decided.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import * as lately from '#forum/lately';
import type { Member, Moderator } from '#members/members';
import * as cases from '#safety/cases';
import * as near from '#safety/near';

/** What else somebody wrote here lately; looking and leaving a trace happen together. */
export const posts = (moderator: Moderator, caseId: string): Promise<lately.Late[]> =>
  asHouse(async () => {
    if (!isUuid(caseId)) notFound();
    await near.again(caseId);
    const [found] = await sql<{ personaId: string; subjectId: string }>`
      select persona_id, subject_id from safety.cases
       where id = ${caseId} and state <> 'closed' and persona_id is not null and safety.may_hold(${moderator.id}, id, persona_id)`;
    if (!found) notFound();
    await sql`
      insert into safety.openings (id, case_id, member_id, by_id, what)
      select ${randomUUID()}, ${caseId}, p.member_id, ${moderator.id}, 'posts' from members.personas p
       where p.id = ${found.personaId}
         and not exists (select from safety.openings o where o.case_id = ${caseId} and o.by_id = ${moderator.id} and o.at > now() - interval '1 hour')`;
    await cases.note(caseId, moderator.id, { what: 'read' });
    return lately.of(found.personaId, found.subjectId);
  });

export type Opening = { at: Date; what: string };

/** When moderators read more of me, and what: of cases that are over. Who it was stays with the place. */
export const of = (member: Member) => asHouse(() => sql<Opening>`
  select o.at, o.what from safety.openings o left join safety.cases c on c.id = o.case_id
   where o.member_id = ${member.id} and (c.id is null or c.state = 'closed')
   order by o.at desc limit 200`);
