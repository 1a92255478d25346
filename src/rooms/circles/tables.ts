/**
 * Tables: the text room of a gathering.
 *
 * Whoever surely comes, or holds it, has a seat there for its time, by the
 * name they have in the place of the gathering; whoever gives the seat back
 * has none any more. Who may come is not for us to say: the gathering says it,
 * to the page that brings somebody here, and by its events when it changes.
 *
 * In a talk those who hold it speak and up to two hundred listen. Questions go
 * to them in private, and are read out without a name.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { longest, type Call } from '#circles/circle-rules';
import * as lines from '#circles/lines';

/** What a gathering says of one of its dates, and of the asker. */
export type Table = {
  sittingId: string; code: string; space: string; name: string; language: string; startsAt: Date; minutes: number; call: Call;
  /** Those who hold it speak, the others listen and ask. */
  isTalk: boolean;
  seats: number; isHost: boolean;
};

/** Hosts beside the seats of a gathering. */
const hosts = 10;

/** Has a seat there from now on; the room itself is made for the first who comes. Twice is once. */
export async function admit(member: Member, table: Table): Promise<void> {
  const { sittingId, code, startsAt, minutes, call, isTalk } = table;
  const role = table.isHost ? 'host' : 'member';
  const kind = isTalk ? 'talk' : 'table';
  const [sits] = await asking(member, () => sql`
    select 1 from circles.circles c join circles.sessions s on s.circle_id = c.id join circles.seats t on t.circle_id = c.id
     where c.sitting_id = ${sittingId} and c.kind = ${kind} and c.name = ${table.name} and t.role = ${role}
       and t.persona_id = members.persona_in(${table.space}) and s.starts_at = ${startsAt} and s.minutes = ${minutes}::int and s.call = ${call}`);
  if (sits) return;
  await asHouse(async () => {
    const [room] = await sql<{ id: string }>`
      insert into circles.circles (id, space_id, sitting_id, code, kind, name, language, most)
      values (${randomUUID()}, ${table.space}, ${sittingId}, ${code}, ${kind}, ${table.name}, ${table.language}, ${table.seats + hosts})
      on conflict (sitting_id) do update set kind = excluded.kind, name = excluded.name, most = excluded.most returning id`;
    await sql`
      insert into circles.sessions as s (id, circle_id, number, starts_at, minutes, call) values (${randomUUID()}, ${room!.id}, 1, ${startsAt}, ${minutes}, ${call})
      on conflict (circle_id, number) do update set starts_at = excluded.starts_at, minutes = excluded.minutes, call = excluded.call where s.opened_at is null`;
    await sql`
      insert into circles.seats as t (id, circle_id, persona_id, role)
      select ${randomUUID()}, ${room!.id}, p.id, ${role} from members.personas p where p.member_id = ${member.id} and p.space = ${table.space} and p.retired_at is null
      on conflict (circle_id, persona_id) do update set role = excluded.role`;
  });
}

/** The seat was given back, or taken away: there is no such room for them any more, by whatever name they go there since. Their lines stay until their day is over. */
export const showOut = (sittingId: string, personaId: string) => asHouse(() => sql`
  with gone as (delete from circles.seats t using circles.circles c, members.personas sits, members.personas was
                 where c.id = t.circle_id and c.sitting_id::text = ${sittingId} and sits.id = t.persona_id and was.id::text = ${personaId} and sits.member_id = was.member_id
                returning t.circle_id, t.persona_id, was.id as was_id),
  out as (delete from circles.presences p using gone where p.circle_id = gone.circle_id and p.persona_id in (gone.persona_id, gone.was_id))
  select pg_notify('circles', s.id::text) from circles.sessions s join gone on gone.circle_id = s.circle_id`);

/** The date is off: so is its room. */
export const callOff = (sittingId: string) => asHouse(() => sql`
  with s as (update circles.sessions s set closed_at = now() from circles.circles c where c.id = s.circle_id and c.sitting_id::text = ${sittingId} and s.closed_at is null returning s.id)
  select pg_notify('circles', id::text) from s`);

/** Reads a question out, as a line of the host's own. Who asked is not said. Twice is once. */
export async function readOut(member: Member, code: string, asideId: string, lead: string): Promise<void> {
  if (!isUuid(asideId)) notFound();
  const [question] = await asking(member, () => sql<{ sessionId: string; body: string }>`
    select a.session_id, a.body from circles.asides a join circles.circles c on c.id = a.circle_id
     where a.id = ${asideId} and a.to_persona is null and c.code = ${code} and c.kind = 'talk' and c.id = any(circles.held()) and a.persona_id not in (select members.blocked())`);
  if (!question) notFound();
  const led = `${lead} ${question.body}`; // a question that fills a line is read out without the words before it, never cut
  await lines.say(member, code, question.sessionId, { text: [...led].length > longest.line ? question.body : led, language: member.language, once: `ask-${asideId}` });
}
