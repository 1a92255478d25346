/**
 * Who is too near to decide: whoever told us of it, whoever sits in the circle
 * a line was said in, whoever holds or comes to the gathering a text belongs
 * to, also of words that were turned away there, and whoever keeps apart from
 * the writer of such words: it may be because of them. They do not hold a case about it. [MOD-2]
 *
 * Where somebody may be in danger and nobody further away is left on the desk,
 * somebody near is better than nobody: then the case stays with all of them,
 * until its record is ended. What is milder waits for somebody from elsewhere,
 * and `nobody` says so aloud: their own are never theirs to decide.
 *
 * People come to a circle and to a gathering while a case waits. So it is asked
 * again when somebody comes (`came`), and each time a moderator does anything
 * with such a case (`again`): who belongs there by then decides no more about
 * it, also in the middle of it.
 */
import { asHouse, sql } from '#db';
import * as concerning from '#circles/concerning';
import * as gathered from '#gatherings/concerning';
import { deciding } from '#members/members';
import { pressing } from '#safety/case-rules';
import { spotOf } from '#safety/turned-away-rules';

async function whoBelongs(kind: string, id: string): Promise<string[]> {
  if (kind === 'line') return concerning.whoSits(id);
  if (kind === 'turned') return [...await whoKeepsApart(id), ...await whoIsThere(id)];
  if (gathered.isKind(kind)) return gathered.whoBelongs(kind, id);
  return [];
}

async function whoKeepsApart(id: string): Promise<string[]> {
  const apart = await sql<{ memberId: string }>`
    select distinct r.member_id from safety.turned_away w, members.roles r join members.personas p on p.member_id = r.member_id
     where w.id::text = ${id} and r.ended_at is null and r.role = any(${deciding}::text[]) and members.apart(w.persona_id, p.id)`;
  return apart.map(({ memberId }) => memberId);
}

/** Whoever sits where the words were to be said, or has a part in the gathering they were for. */
async function whoIsThere(id: string): Promise<string[]> {
  const [words] = await sql<{ place: string }>`select place from safety.turned_away where id::text = ${id}`;
  const spot = words && spotOf(words.place);
  if (!spot) return [];
  return spot.kind === 'line' ? concerning.whoSitsAt(spot.code) : gathered.whoBelongsAt(spot.code);
}

async function whoTold(kind: string, id: string): Promise<string[]> {
  // A complaint is somebody's own. Fear for a life or a child is not: whoever noticed may be the only one awake. What began as a complaint stays one.
  const told = await sql<{ reporterId: string }>`
    select distinct r.reporter_id from safety.reports r
     where r.subject_kind = ${kind} and r.subject_id = ${id} and r.reporter_id is not null
       and (r.reason not in ('danger', 'child') or exists (select from safety.signals s where s.cause = 'report:' || r.id::text and s.level <> 'urgent'))`;
  return told.map(({ reporterId }) => reporterId);
}

async function whoIsNear(kind: string, id: string): Promise<string[]> {
  if (kind !== 'decision') return [...await whoBelongs(kind, id), ...await whoTold(kind, id)];
  // Looking again at what was decided is deciding about it, too; also for who was near then and is not any more.
  const [about] = await sql<{ kind: string; id: string; were: string[] }>`
    select d.subject_kind as kind, d.subject_id as id, array(select a.member_id from safety.apart a where a.case_id = d.case_id and a.why = 'there') as were
      from safety.decisions d where d.id::text = ${id}`;
  return about ? [...about.were, ...await whoIsNear(about.kind, about.id)] : [];
}

/**
 * Who planned something is gone for good, and it is the other host's now: then the case about it is about them, and what was proposed about
 * somebody else is not. Whoever only took their name away stays the one it is about; what is done to the plan reaches its host (`decisions`).
 */
async function passOn(caseId: string, planId: string): Promise<void> {
  const plan = await gathered.written('plan', planId);
  if (!plan?.personaId) return;
  const [passed] = await sql`update safety.cases set persona_id = ${plan.personaId}, version = version + 1 where id = ${caseId} and persona_id is null and state <> 'closed' returning id`;
  if (passed) await sql`update safety.proposals set settled_at = now(), is_confirmed = false where case_id = ${caseId} and settled_at is null`;
}

/** Keeps them apart from a case. Inside `asHouse`; heard twice it is the same. */
export async function keepApart(caseId: string, { kind, id }: { kind: string; id: string }): Promise<void> {
  if (kind === 'plan') await passOn(caseId, id);
  const there = await whoIsNear(kind, id);
  if (!there.length) return;
  if (await isBetterThanNobody(caseId, there)) return void (await sql`delete from safety.apart where case_id = ${caseId} and why = 'there' and member_id = any(${there}::uuid[])`);
  await sql`
    insert into safety.apart (case_id, member_id, why) select distinct ${caseId}::uuid, m, 'there' from unnest(${there}::uuid[]) m join members.members k on k.id = m
    on conflict do nothing`;
}

/** Somebody may be in danger, or the record of that is open, and nobody further away may hold it. */
async function isBetterThanNobody(caseId: string, there: readonly string[]): Promise<boolean> {
  const [found] = await sql`
    select 1 from safety.cases c
     where c.id = ${caseId}::uuid and (c.level = any(${pressing as readonly string[] as string[]}::text[]) or exists (select from safety.urgent_records u where u.case_id = c.id and u.ended_at is null))
       and not exists (select from members.roles r
                        where r.ended_at is null and r.role = any(${deciding}::text[]) and r.member_id <> all(${there as string[]}::uuid[]) and safety.may_hold(r.member_id, c.id, c.persona_id))`;
  return found !== undefined;
}

/** Kinds of subjects that people can come near to while a case about one waits. */
export const nearby: readonly string[] = ['line', 'turned', 'decision', ...gathered.kinds];

/** Asks again for one case, before somebody does anything with it. Inside `asHouse`. */
export async function again(caseId: string): Promise<void> {
  const [found] = await sql<{ kind: string; id: string }>`select subject_kind as kind, subject_id as id from safety.cases where id = ${caseId} and subject_kind = any(${nearby as string[]}::text[])`;
  if (found) await keepApart(caseId, found);
}

/** Somebody has a place somewhere from now on: a name in a circle, a seat or a part in a gathering. For reactors; heard twice it is the same. */
export const came = (personaId: string): Promise<void> => asHouse(async () => {
  const waiting = await sql<{ caseId: string; kind: string; id: string }>`
    select c.id as case_id, c.subject_kind as kind, c.subject_id as id from safety.cases c join members.personas p on p.id::text = ${personaId} and p.space = c.space
     where c.state <> 'closed' and c.subject_kind = any(${nearby as string[]}::text[]) and exists (select from members.roles r where r.member_id = p.member_id and r.ended_at is null)`;
  for (const { caseId, ...subject } of waiting) await keepApart(caseId, subject);
});

/** The same for a seat at a date of a gathering. */
export const seated = (seatId: string): Promise<void> => asHouse(async () => {
  const personaId = await gathered.whoseSeat(seatId);
  if (personaId) await came(personaId);
});
