/**
 * Lines: what is said in the room while a session is on.
 *
 * Each has its place, counted by the session, so that whoever was away hears
 * everything once and in order. A line sent twice is said once. After a day it
 * is gone for good. Forum rules of privacy hold here too: the jigsaw guard
 * looks first, and what was said is looked at for danger, as the room says.
 * What tells how somebody could harm themselves reaches nobody else before a
 * person has looked; its author sees it, and why.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { keysOf } from '#platform/form-keys';
import { isLanguage, type Language } from '#platform/words';
import { lookAt } from '#jigsaw/showing-rules';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { longest, type Call, type Role } from '#circles/circle-rules';
import * as circles from '#circles/circles';
import * as concerning from '#circles/concerning';
import { endOf, goodbye, phaseOf, type Phase, type Spoken } from '#circles/session-rules';
import { onceOf, words } from '#circles/word-rules';

/** Hours a line is kept. */
export const keptHours = 24;

export type Line = {
  id: string; sessionId: string; number: number; change: number; name: string | null; seed: string | null; isHost: boolean; isMine: boolean;
  /** Null when it is gone or hidden; its author still reads a hidden one. */
  body: string | null; about: string[]; language: string; isTakenBack: boolean; isHidden: boolean; /** Nobody else has heard it. */ isHeld: boolean;
};
export type Now = {
  id: string; number: number; startsAt: Date; minutes: number; call: Call; openedAt: Date | null; closedAt: Date | null; slow: number; lastChange: number;
  /** Not this time: said by those who hold it. */ isOff: boolean; /** Came to it, or sat there before that day. */ isTheirs: boolean; /** Meetings that are over, of which something may still be kept; the newest first. */ over: Meeting[]; here: number; listening: number; hosts: string[]; helpers: string[]; isHere: boolean; isListening: boolean; spoken: Spoken;
};
type Meeting = { id: string; number: number };
/** What was said at a meeting that is over, by its number. */
export type Earlier = { number: number; lines: Line[] };
export type Room = { circle: circles.Circle & { myRole: Role }; session: Now | undefined; phase: Phase | undefined; lines: Line[]; earlier: Earlier[]; slowFor: number };

/** The room as the asker finds it: the session that is on or comes next, what was said, and what was said at those that are over while it is kept. */
export const room = (member: Member, code: string, now = new Date()): Promise<Room> => asking(member, async () => {
  const circle = await circles.ofMine(member, code);
  const [session] = await sql<Now>`
    select s.id, s.number, s.starts_at, s.minutes, s.call, s.opened_at, s.closed_at, s.slow, s.last_change, s.off_at is not null as is_off,
           (select count(*)::int from circles.presences p where p.session_id = s.id and p.is_here) as here,
           (select count(*)::int from circles.presences p where p.session_id = s.id and p.is_here and p.is_listening) as listening,
           array(select f.name from circles.seats t join members.faces f on f.persona_id = t.persona_id where t.circle_id = s.circle_id and t.role = 'host' order by f.name) as hosts,
           array(select f.name from circles.seats t join members.faces f on f.persona_id = t.persona_id where t.circle_id = s.circle_id and t.role = 'helper' order by f.name) as helpers,
           -- For those who came to it, or sat there before that day: whoever has come since was not in that room.
           m.session_id is not null or exists (select from circles.seats t where t.circle_id = s.circle_id and t.persona_id = any(members.my_personas()) and t.taken_on < s.starts_at::date) as is_theirs,
           (select coalesce(json_agg(json_build_object('id', e.id, 'number', e.number) order by e.starts_at desc, e.number desc), '[]') from circles.sessions e
             where e.circle_id = s.circle_id and e.id <> s.id and e.opened_at is not null
               and coalesce(e.closed_at, e.starts_at + make_interval(mins => e.minutes + ${goodbye})) between ${now}::timestamptz - make_interval(hours => ${keptHours}) and ${now}
               and (exists (select from circles.presences p where p.session_id = e.id and p.persona_id = any(members.my_personas()))
                    or exists (select from circles.seats t where t.circle_id = e.circle_id and t.persona_id = any(members.my_personas()) and t.taken_on < e.starts_at::date))) as over,
           coalesce(m.is_here, false) as is_here, coalesce(m.is_listening, false) as is_listening, coalesce(m.spoken, 'each') as spoken
      from circles.sessions s
      left join circles.presences m on m.session_id = s.id and m.persona_id = any(members.my_personas())
     where s.circle_id = ${circle.id}
     order by s.closed_at is not null or s.starts_at + make_interval(mins => s.minutes + ${goodbye}) < ${now}::timestamptz, abs(extract(epoch from s.starts_at - ${now}::timestamptz)) limit 1`;
  if (!session) return { circle, session, phase: undefined, lines: [], earlier: [], slowFor: 0 };
  const heard = [...(session.isHere || (session.closedAt && session.isTheirs) ? [session] : []), ...session.over];
  const of = Map.groupBy(heard.length ? await said(heard.map(({ id }) => id)) : [], ({ sessionId }) => sessionId);
  const earlier = session.over.flatMap(({ id, number }) => (of.has(id) ? [{ number, lines: of.get(id)! }] : []));
  return { circle, session, phase: phaseOf(session, now), lines: of.get(session.id) ?? [], earlier, slowFor: circle.myRole === 'host' ? 0 : session.slow };
});

/** What was said in these, the first of them first. */
const said = (sessionIds: readonly string[]) => sql<Line>`
  select l.id, l.session_id, l.number, l.change, f.name, f.seed, t.role = 'host' as is_host, l.persona_id = any(members.my_personas()) as is_mine,
         case when l.taken_back_at is null and (l.hidden_at is null or l.persona_id = any(members.my_personas())) then l.body end as body,
         l.about, l.language, l.taken_back_at is not null as is_taken_back, l.hidden_at is not null as is_hidden, l.hidden_at is not null and l.change = l.number as is_held
    from circles.lines l
    left join members.faces f on f.persona_id = l.persona_id
    left join circles.seats t on t.persona_id = l.persona_id and t.circle_id = l.circle_id
   where l.session_id = any(${sessionIds as string[]}::uuid[]) and l.persona_id not in (select members.blocked()) and l.said_at > now() - make_interval(hours => ${keptHours})
     and (l.hidden_at is null or l.persona_id = any(members.my_personas()) or l.change <> l.number and l.taken_back_at is null) -- what nobody else has heard is not there for them
   order by array_position(${sessionIds as string[]}::uuid[], l.session_id), l.number limit 2000`;

export type Saying = { text: string; about?: readonly string[]; language?: string; once?: string };

/** Says a line. Sent twice it is said once; other words from a form that was sent before are a line of their own; too soon after the last, it says so and keeps the words on the page. */
export async function say(member: Member, code: string, sessionId: string, saying: Saying): Promise<{ id: string; number: number }> {
  if (!isUuid(sessionId)) notFound();
  mayWrite(member, 'text');
  const language = isLanguage(saying.language) ? saying.language : member.language;
  const body = await fit(saying.text, language).catch(async (no: unknown) => {
    await refuseUnlessOn(member, code, sessionId); // nobody is asked to change what cannot be said
    throw no;
  });
  const about = (saying.about ?? []).filter((one) => /^[a-z-]{1,20}$/.test(one)).slice(0, 12);
  const isHeld = await concerning.isToHold(body, language);
  for (const once of keysOf(onceOf(saying.once ?? ''), body)) {
    const line = await tried(member, () => write(member, code, sessionId, { body, about, language, once, isHeld }));
    if (line) return line;
    const before = await asking(member, () => written(once));
    if (!before) break;
    if (before.body === body) return { id: before.id, number: before.number };
  }
  return asking(member, () => whyNot(code, sessionId));
}

/** The words as they are kept, or what must change in them, whichever way they were sent. */
async function fit(text: string, language: Language): Promise<string> {
  const body = words(text, 'text', longest.line);
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(body)) refuse('circles.refused.empty', 'text');
  if (lookAt([{ name: 'text', text: body }], { language }).mustChange) refuse('circles.refused.waits', 'text');
  return body;
}

/** Nothing where there is a line under the same key already, or none can be said. */
async function tried<Line>(member: Member, writing: () => Promise<Line>): Promise<Line | undefined> {
  try {
    return await asking(member, writing);
  } catch (caught) {
    if (!(caught instanceof Error && 'constraint' in caught && caught.constraint === 'lines_once')) throw caught;
  }
}

type Written = { body: string; about: string[]; language: string; once: string | null; isHeld: boolean };

async function write(member: Member, code: string, sessionId: string, { body, about, language, once, isHeld }: Written): Promise<{ id: string; number: number } | undefined> {
  const [line] = await sql<{ id: string; number: number }>`
    with s as (
      update circles.sessions s set last_change = last_change + 1
        from circles.circles c
       where s.id = ${sessionId} and c.id = s.circle_id and c.code = ${code} and c.id = any(circles.mine()) and members.persona_in(c.space_id::text) is not null
         and s.opened_at is not null and s.closed_at is null and clock_timestamp() < s.starts_at + make_interval(mins => s.minutes + ${goodbye})
         and not exists (select from circles.lines l where l.persona_id = any(members.my_personas()) and l.once = ${once}::text)
         and (c.kind <> 'talk' or c.id = any(circles.held()))
         and (s.slow = 0 or c.id = any(circles.held())
              or not exists (select from circles.lines l where l.session_id = s.id and l.persona_id = any(members.my_personas()) and l.said_at > clock_timestamp() - make_interval(secs => s.slow)))
      returning s.id, s.circle_id, s.last_change, c.space_id
    ), l as (
      insert into circles.lines (id, session_id, circle_id, number, change, persona_id, body, about, language, once, said_at, hidden_at, kept_at)
      select ${randomUUID()}, s.id, s.circle_id, s.last_change, s.last_change, members.persona_in(s.space_id::text), ${body}, ${about}::text[], ${language}, ${once}::text, clock_timestamp(),
             case when ${isHeld}::boolean then clock_timestamp() end, case when ${isHeld}::boolean then clock_timestamp() end from s
      returning id, number, session_id
    )
    select l.id, l.number, pg_notify('circles', l.session_id::text) from l`;
  if (!line) return undefined;
  await announce('circles.line.said', { lineId: line.id });
  return { id: line.id, number: line.number };
}

/** What was said under a form's key already. */
async function written(once: string | null): Promise<{ id: string; number: number; body: string } | undefined> {
  const [line] = await sql<{ id: string; number: number; body: string }>`select id, number, body from circles.lines where persona_id = any(members.my_personas()) and once = ${once}::text`;
  return line;
}

/** Says no where nobody can speak now, or where the asker listens. Before anything is asked about words that were not said yet: there is no box for them to stand in. */
export const refuseUnlessOn = (member: Member, code: string, sessionId: string): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId)) notFound();
  await on(code, sessionId);
});

async function on(code: string, sessionId: string): Promise<{ slow: number }> {
  const [session] = await sql<{ startsAt: Date; minutes: number; openedAt: Date | null; closedAt: Date | null; slow: number; isTalk: boolean }>`
    select s.starts_at, s.minutes, s.opened_at, s.closed_at, s.slow, c.kind = 'talk' and c.id <> all(circles.held()) as is_talk from circles.sessions s join circles.circles c on c.id = s.circle_id
     where s.id = ${sessionId} and c.code = ${code} and c.id = any(circles.mine())`;
  if (!session) notFound();
  if (session.isTalk) refuse('circles.refused.listening', 'text');
  if (phaseOf(session, new Date()) !== 'open' || new Date() >= new Date(endOf(session).getTime() + goodbye * 60_000)) refuse('circles.refused.notOpen', 'text');
  return session;
}

async function whyNot(code: string, sessionId: string): Promise<never> {
  const { slow } = await on(code, sessionId);
  return refuse('circles.refused.slow', 'text', { seconds: slow });
}

/** Takes one's own line back, at any time while it is kept. Those who listen hear of it. One that was taken back stays so. */
export const takeBack = (member: Member, lineId: string): Promise<void> => asking(member, async () => {
  if (!isUuid(lineId)) notFound();
  const [gone] = await sql`
    with l as (select id, session_id from circles.lines where id = ${lineId} and persona_id = any(members.my_personas()) and taken_back_at is null for update),
    s as (update circles.sessions s set last_change = last_change + 1 from l where s.id = l.session_id returning s.id, s.last_change),
    g as (update circles.lines x set taken_back_at = now(), body = '', change = s.last_change from s where x.id = ${lineId} returning x.session_id)
    select pg_notify('circles', session_id::text) from g`;
  if (gone) return;
  const [was] = await sql`select 1 from circles.lines where id = ${lineId} and persona_id = any(members.my_personas())`;
  if (!was) notFound();
});

/** Other people's names in a room: never a clue to who somebody is. */
export const namesIn = (member: Member, circleId: string) => asking(member, () => sql<{ name: string }>`
  select f.name from circles.seats s join members.faces f on f.persona_id = s.persona_id where s.circle_id = ${circleId}`);
