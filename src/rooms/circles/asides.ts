/**
 * Asides: a word to those who hold the room, in private, and their answer.
 *
 * Nobody else sees them, and no program reads them. They are gone after a day,
 * as the lines are.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { keysOf } from '#platform/form-keys';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { longest } from '#circles/circle-rules';
import { onceOf, words } from '#circles/word-rules';

export type Aside = { id: string; body: string; name: string | null; toName: string | null; isMine: boolean; isToHosts: boolean; saidAt: Date };

/** Those the asker wrote or was answered with; hosts read all that was sent to them. */
export const of = (member: Member, sessionId: string) => asking(member, () => sql<Aside>`
  select a.id, a.body, f.name, t.name as to_name, a.persona_id = any(members.my_personas()) as is_mine, a.to_persona is null as is_to_hosts, a.said_at
    from circles.asides a left join members.faces f on f.persona_id = a.persona_id left join members.faces t on t.persona_id = a.to_persona
   where a.session_id = ${sessionId} and a.persona_id not in (select members.blocked()) and a.said_at > now() - interval '24 hours' order by a.said_at limit 200`);

/** Tells the hosts something, once however often it is sent; or, of a host, answers who wrote the aside `to`. Before and after the session too. */
export const tell = (member: Member, code: string, sessionId: string, { text, once = '', to = '' }: { text: string; once?: string; to?: string }): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId) || (to && !isUuid(to))) notFound();
  mayWrite(member, 'aside');
  const body = words(text, 'aside', longest.aside);
  if (!body) refuse('circles.refused.empty', 'aside');
  for (const form of keysOf(onceOf(once), body)) {
    const [made] = await sql`
      with me as (
        select s.id as session_id, c.id as circle_id, members.persona_in(c.space_id::text) as persona_id, c.id = any(circles.held()) as is_host,
               (select a.persona_id from circles.asides a where a.id = ${to || null}::uuid and a.session_id = s.id and a.to_persona is null) as to_persona
          from circles.sessions s join circles.circles c on c.id = s.circle_id
         where s.id = ${sessionId} and c.code = ${code} and c.id = any(circles.mine())
      )
      insert into circles.asides (id, session_id, circle_id, persona_id, to_persona, body, once)
      select ${randomUUID()}, session_id, circle_id, persona_id, case when is_host then to_persona end, ${body}, ${form}::text from me
       where persona_id is not null and (${to}::text = '' or is_host and to_persona is not null)
      on conflict (persona_id, once) where once is not null do nothing returning id`;
    if (made) return;
    const [before] = await sql<{ body: string }>`select body from circles.asides where persona_id = any(members.my_personas()) and once = ${form}::text`;
    if (!before) notFound();
    if (before.body === body) return; // other words, from a form somebody went back to, are told as well
  }
});
