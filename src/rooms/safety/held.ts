/**
 * Held words always have somebody who looks.
 *
 * They have an open case from the moment they are kept from others. Changed by
 * their author they stay kept, because it was a program that noticed: whoever
 * has the case learns that the words are others now, and where there is none a
 * new one opens. A clock looks whether any were lost all the same.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import * as circles from '#circles/concerning';
import * as holding from '#forum/holding';
import * as gathered from '#gatherings/concerning';
import * as cases from '#safety/cases';
import * as standing from '#safety/standing';

/** How long words may be kept with no case, in minutes: whoever reads them for danger may be about to open it. */
const patience = 5;

/** These words were read: where they are held, a person looks. Heard twice, it is said once. Inside `asHouse`. */
export async function look(subject: cases.Subject): Promise<boolean> {
  const { isHeld, stamp } = await standing.of(subject.kind, subject.id);
  if (!isHeld) return false;
  const cause = `held:${subject.id}:${stamp}`;
  const [open] = await sql<{ id: string; hasHeard: boolean }>`
    select c.id, exists (select from safety.signals s where s.case_id = c.id and (starts_with(s.cause, ${`triage:${subject.id}:${stamp}`}) or starts_with(s.cause, ${cause}))) as has_heard
      from safety.cases c where c.subject_kind = ${subject.kind} and c.subject_id = ${subject.id} and c.state <> 'closed'`;
  if (!open?.hasHeard) await cases.signal(subject, { kind: 'held', level: 'low', cause: `${cause}:${open?.id ?? randomUUID()}` });
  if (subject.kind === 'line') await circles.keep(subject.id); // its day may be over before anybody has looked
  return !open;
}

/** What is out of sight, of whatever kind, since a while ago. */
async function outOfSight(before: Date): Promise<cases.Subject[]> {
  const [posts, tables, lines] = [await holding.all(before), await gathered.outOfSight(before), await circles.outOfSight(before)];
  return [...posts.map((post) => ({ ...post, kind: 'post' })), ...tables, ...lines.map((line) => ({ ...line, kind: 'line' }))];
}

/** Finds held words nobody has a case for: a person looks, and a steward hears that some were lost. Answers with how many. */
export const sweep = (now = new Date()): Promise<number> => asHouse(async () => {
  const away = await outOfSight(new Date(now.getTime() - patience * 60_000));
  const without = await sql<{ id: string }>`
    select u.id from unnest(${away.map(({ kind }) => kind)}::text[], ${away.map(({ id }) => id)}::uuid[]) as u(kind, id)
     where not exists (select from safety.cases c where c.subject_kind = u.kind and c.subject_id = u.id and c.state <> 'closed')
       and (u.kind = 'post' or not safety.is_hidden_by_decision(u.kind, u.id))`;
  let lost = 0;
  for (const { id } of without) if (await look(away.find((one) => one.id === id)!)) lost++;
  if (lost) await alarms.raiseHere('held.lost');
  return lost;
});
