/**
 * Asides: a word to those who hold the room, in private, and their answer.
 *
 * Nobody else sees them, and no program reads them. Whoever one is for hears
 * that it is there. It is gone a day after the meeting it was written for; one
 * that was not opened by then waits, as long as another meeting is ahead.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { keysOf } from '#platform/form-keys';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { longest } from '#circles/circle-rules';
import { onceOf, words } from '#circles/word-rules';

export type Aside = { id: string; /** The meeting it was written for. */ sessionId: string; body: string; name: string | null; toName: string | null; isMine: boolean; isToHosts: boolean; /** Of the asker's, and not opened before. */ isNew: boolean; saidAt: Date };

/** Those the asker wrote or was answered with, whatever meeting they were for; hosts read all that was sent to them. Reading is opening. */
export const of = (member: Member, circleId: string): Promise<Aside[]> => asking(member, async () => {
  const found = await sql<Aside>`
    select a.id, a.session_id, a.body, f.name, t.name as to_name, a.persona_id = any(members.my_personas()) as is_mine, a.to_persona is null as is_to_hosts, a.said_at,
           a.opened_at is null and a.persona_id <> all(members.my_personas()) and (a.to_persona is null or a.to_persona = any(members.my_personas())) as is_new
      from circles.asides a left join members.faces f on f.persona_id = a.persona_id left join members.faces t on t.persona_id = a.to_persona
     where a.circle_id = ${circleId} and a.persona_id not in (select members.blocked()) and circles.keeps(a) order by a.said_at desc, a.id limit 200`;
  const unread = found.filter(({ isNew }) => isNew).map(({ id }) => id);
  if (unread.length) await sql`select circles.open_asides(${unread}::uuid[])`;
  return found.reverse();
});

/** Tells the hosts something, once however often it is sent; or, of a host, answers who wrote the aside `to`. Before and after the session too. */
export const tell = (member: Member, code: string, sessionId: string, { text, once = '', to = '' }: { text: string; once?: string; to?: string }): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId) || (to && !isUuid(to))) notFound();
  mayWrite(member, 'aside');
  const body = words(text, 'aside', longest.aside);
  if (!body) refuse('circles.refused.empty', 'aside');
  for (const form of keysOf(onceOf(once), body)) {
    const [made] = await sql<{ id: string }>`
      with me as (
        select s.id as session_id, c.id as circle_id, members.persona_in(c.space_id::text) as persona_id, c.id = any(circles.held()) as is_host,
               (select a.persona_id from circles.asides a where a.id = ${to || null}::uuid and a.session_id = s.id and a.to_persona is null) as to_persona
          from circles.sessions s join circles.circles c on c.id = s.circle_id
         where s.id = ${sessionId} and c.code = ${code} and c.id = any(circles.mine())
           and (c.sitting_id is not null or circles.hosts(c.id) > 0) -- those who hold a gathering sit down when they come
      )
      insert into circles.asides (id, session_id, circle_id, persona_id, to_persona, body, once, said_at)
      select ${randomUUID()}, session_id, circle_id, persona_id, case when is_host then to_persona end, ${body}, ${form}::text, clock_timestamp() from me
       where persona_id is not null and (${to}::text = '' or is_host and to_persona is not null)
      on conflict (persona_id, once) where once is not null do nothing returning id`;
    if (made) return announce('circles.aside.said', { asideId: made.id });
    const [before] = await sql<{ body: string }>`select body from circles.asides where persona_id = any(members.my_personas()) and once = ${form}::text`;
    if (!before) return whyNot(code, to);
    if (before.body === body) return; // other words, from a form somebody went back to, are told as well
  }
});

async function whyNot(code: string, to: string): Promise<never> {
  const [circle] = await sql<{ hosts: number; isHeld: boolean }>`
    select case when sitting_id is null then circles.hosts(id) else 1 end as hosts, id = any(circles.held()) as is_held from circles.circles where code = ${code} and id = any(circles.mine())`;
  if (circle?.isHeld && to) refuse('circles.refused.asideGone', 'aside'); // it was taken along by who wrote it, or its day is over
  return circle?.hosts === 0 ? refuse('circles.refused.nobodyHolds', 'aside') : notFound();
}
