/**
 * Escalations: an urgent case nobody is on climbs the rota; one of concern, and
 * one somebody was promised a time for (`promises`), reminds those who are here.
 *
 * A clock looks each minute. Whoever is to be told by now gets a row for each
 * way they are told, once for each time the case was left; the row and its
 * event are one piece, so nothing is told that is not written down. Somebody is
 * on a case who holds it now; that they are here, or own its record, is not
 * enough. What is told is that something waits, never what; what one
 * member alone told us of rings together (`rings`); of what is not
 * urgent each person hears once, however many there are, and of what is a case
 * only because no program reads along, now and then. The rows are carried by
 * `knocks`.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import { announce } from '#platform/events';
import * as webhook from '#platform/webhook';
import * as sayings from '#house/sayings';
import type { Moderator } from '#members/members';
import type { Level } from '#safety/case-rules';
import { everybody, here, may, type Groups, type Present } from '#safety/crew';
import { due, dueForConcern, gatherMinutes, type Step, type Times } from '#safety/escalation-rules';
import * as leases from '#safety/leases';
import { dueForPromise } from '#safety/promise-rules';
import * as promises from '#safety/promises';
import { each, of as ringsOf, type Rings } from '#safety/rings';

type Left = { id: string; personaId: string | null; level: Level; since: Date };
const figure = 'escalationSweep';

/**
 * Cases of these levels nobody is on, and since when. What was left, lapsed or made more pressing begins a new climb.
 * The rows are held first and read then: whoever was leaving one in this very moment has written it down by then.
 */
async function left(levels: readonly Level[], now: Date): Promise<Left[]> {
  const held = await sql<{ id: string }>`
    select c.id from safety.cases c
     where c.level = any(${levels as Level[]}::text[]) and c.state <> 'closed' and not (c.claimed_by is not null and coalesce(c.claimed_until > ${now}, false))
     order by c.opened_at for update`;
  if (!held.length) return [];
  return sql<Left>`
    select c.id, c.persona_id, c.level,
           (select max(a.at) from safety.activity a where a.case_id = c.id and a.what in ('opened', 'raised', 'lapsed', 'released', 'declined')) as since
      from safety.cases c where c.id = any(${held.map(({ id }) => id)}::uuid[]) order by c.opened_at`;
}

async function times(): Promise<Times> {
  const { urgentMinutes, onCallMinutes, leadMinutes } = await sayings.sayAnyway('en');
  return { urgent: urgentMinutes, onCall: onCallMinutes, lead: leadMinutes };
}

/** What the clock does each minute. Answers with how many knocks it wrote. It says that it has looked, so that the desk can see when it stands still. */
export const sweep = (now = new Date()): Promise<number> =>
  asHouse(async () => {
    await leases.lapse(); // so that a climb begins with the moment it was left
    const present = await here(now);
    let found: Promise<Groups> | undefined;
    const crew = () => (found ??= everybody(now, present)); // once a look, and not where nothing waits
    const waiting = await left(['urgent'], now);
    let written = 0;
    if (waiting.length) {
      const [all, minutes, rings] = [await crew(), await times(), await ringsOf(waiting, now)];
      for (const one of waiting) written += await climb(one, all, minutes, rings, now);
    }
    const told = new Set<string>();
    if (present.length) written += await remind(present, crew, now, told);
    written += await remindOfPromises(crew, now, told);
    await sql`insert into safety.figures (name, value, at) values (${figure}, ${waiting.length}, ${now}) on conflict (name) do update set value = excluded.value, at = excluded.at`;
    return written;
  });

async function climb({ id, personaId, since }: Left, all: Groups, minutes: Times, rings: Rings, now: Date): Promise<number> {
  const groups = Object.fromEntries(await Promise.all(Object.entries(all).map(async ([step, members]) => [step, await may(id, personaId, members)]))) as Groups;
  const situation = {
    minutes: (now.getTime() - since.getTime()) / 60_000, isOnIt: false, hasDuty: groups.duty.length > 0, hasOnCall: groups.onCall.length > 0, hasLead: groups.lead.length > 0
  };
  let written = 0;
  for (const step of due(situation, minutes)) written += await tell(id, since, step, groups[step], rings);
  return written;
}

/** Cases of concern, and those that could not be assessed, that have waited: those who are here are reminded, then the leads, each once however many there are. Nobody is woken. */
async function remind(present: Present, crew: () => Promise<Groups>, now: Date, told: Set<string>): Promise<number> {
  const waiting = await left(['concern', 'unassessed'], now);
  if (!waiting.length) return 0;
  const all = await crew();
  const isOff = (await sayings.sayAnyway('en')).triage === 'off';
  const lately = isOff ? { duty: await heardWithin('duty', now), lead: await heardWithin('lead', now) } : { duty: nobody, lead: nobody };
  const minutesStaffed = Math.max(...present.map(({ inAt }) => now.getTime() - inAt.getTime())) / 60_000;
  let written = 0;
  for (const { id, personaId, level, since } of waiting) {
    const groups = { duty: await may(id, personaId, all.duty), lead: await may(id, personaId, all.lead) };
    for (const step of dueForConcern({ minutes: (now.getTime() - since.getTime()) / 60_000, minutesStaffed, hasLead: groups.lead.length > 0 })) {
      if (step !== 'duty' && step !== 'lead') continue;
      const those = level === 'unassessed' ? groups[step].filter((memberId) => !lately[step].has(memberId)) : groups[step]; // the others hear of it when their time is over, if it still waits
      written += await mention(id, since, step, those, told);
    }
  }
  return written;
}

/** Somebody was promised that a person reads by now what they told us, and nobody has: once a promise, whoever hears of it. */
async function remindOfPromises(crew: () => Promise<Groups>, now: Date, told: Set<string>): Promise<number> {
  const waiting = await promises.over(now);
  if (!waiting.length) return 0;
  const all = await crew();
  let written = 0;
  for (const { id, personaId, since } of waiting) {
    const [duty, lead] = [await may(id, personaId, all.duty), await may(id, personaId, all.lead)];
    const groups = { duty, lead, stewards: await may(id, personaId, all.stewards) };
    const steps = dueForPromise({ minutesOver: (now.getTime() - since.getTime()) / 60_000, hasDuty: duty.length > 0, hasLead: lead.length > 0 });
    for (const step of steps) written += await mention(id, since, step, groups[step], told);
  }
  return written;
}

const nobody: ReadonlySet<string> = new Set();
/** Who has heard of something so lately that what nobody could assess waits to be told. */
const heardWithin = async (step: Step, now: Date): Promise<ReadonlySet<string>> => new Set((await sql<{ memberId: string }>`
  select distinct member_id from safety.escalations
   where channel = 'notice' and member_id is not null and at > ${now}::timestamptz - make_interval(mins => ${gatherMinutes[step] ?? 0}) and at <= ${now}`).map(({ memberId }) => memberId));

/** Tells one group in every way there is. Those who are here read it on the desk; everybody else is knocked up as well. */
async function tell(caseId: string, since: Date, step: Step, members: readonly string[], rings: Rings = each): Promise<number> {
  let written = 0;
  const ring = async (channel: Channel, memberId: string | null) => {
    const who = memberId ?? channel;
    if (!rings.mayRing(caseId, step, who)) return false;
    const wrote = await knock(caseId, since, step, channel, memberId, rings.more(caseId));
    if (wrote) rings.rang(caseId, step, who);
    written += wrote;
    return wrote > 0;
  };
  // First, so that it does not stand behind a mail to each of many that nobody takes.
  if ((step === 'onCall' || step === 'stewards') && webhook.isSet()) await ring('webhook', null);
  for (const memberId of members) {
    if (!rings.mayRing(caseId, step, memberId)) continue;
    await ring('notice', memberId);
    written += await knock(caseId, since, step, 'mail', memberId);
  }
  if (step === 'stewards' && (await ring('alarm', null))) await alarms.raiseHere('case.unseen', { case: caseId });
  return written;
}

/**
 * Tells one group of something that is not urgent, in words that do not say so. It is written down for each case;
 * whoever was told of another in the same go hears of it once, and no system of the operator's rings.
 */
async function mention(caseId: string, since: Date, step: Step, members: readonly string[], told: Set<string>): Promise<number> {
  let written = 0;
  for (const memberId of members) {
    const escalationId = await put(caseId, since, step, 'notice', memberId);
    if (!escalationId) continue;
    written++;
    if (told.has(memberId)) continue;
    told.add(memberId);
    await announce('safety.case.escalated', { escalationId, caseId, channel: 'notice', step, level: 'concern', memberId });
    written += await knock(caseId, since, step, 'mail', memberId); // a mail never says what waits
  }
  return written;
}

type Channel = 'notice' | 'mail' | 'webhook' | 'alarm';

async function knock(caseId: string, since: Date, step: Step, channel: Channel, memberId: string | null, more = 0): Promise<number> {
  const escalationId = await put(caseId, since, step, channel, memberId);
  if (!escalationId) return 0;
  if (channel !== 'alarm') await announce('safety.case.escalated', { escalationId, caseId, channel, step, level: 'urgent', ...(memberId && { memberId }), ...(more && { more }) });
  return 1;
}

/** The row of a knock, once. Mail is written down only for those who wished for it. */
async function put(caseId: string, since: Date, step: Step, channel: Channel, memberId: string | null): Promise<string | undefined> {
  const [row] = await sql<{ id: string }>`
    insert into safety.escalations (id, case_id, since, step, channel, member_id, done_at)
    select ${randomUUID()}, ${caseId}, ${since}, ${step}, ${channel}, ${memberId}::uuid, case when ${channel} in ('notice', 'alarm') then now() end
     where ${channel} <> 'mail' or exists (select from safety.reaches where member_id = ${memberId}::uuid and confirmed_at is not null)
    on conflict do nothing returning id`;
  return row?.id;
}

/**
 * Somebody who cannot stay lets those above know now, whatever the minutes: of what is urgent everybody, of anything else
 * who is on call and the leads, or the stewards where there is nobody else. In the transaction of the one who asks.
 */
export async function tellAll(from: string, kept: readonly { caseId: string; level: string }[], now = new Date()): Promise<void> {
  const all = await everybody(now, await here(now));
  const told = new Set<string>();
  for (const { caseId, level } of kept) {
    const [found] = await sql<{ personaId: string | null }>`select persona_id from safety.cases where id = ${caseId}`;
    const ofStep = async (step: Step) => may(caseId, found?.personaId ?? null, all[step]);
    const [onCall, lead, stewards] = [await ofStep('onCall'), await ofStep('lead'), await ofStep('stewards')];
    if (level === 'urgent') {
      for (const [step, members] of [['onCall', onCall], ['lead', lead], ['stewards', stewards]] as const) await tell(caseId, now, step, members);
      for (const memberId of [...onCall, ...lead, ...stewards]) told.add(memberId);
    } else {
      const others = (members: readonly string[]) => members.filter((memberId) => memberId !== from);
      const steps = [['onCall', others(onCall)], ['lead', others(lead)]] as const;
      const isAnybody = steps.some(([, members]) => members.length > 0);
      for (const [step, members] of isAnybody ? steps : ([['stewards', others(stewards)]] as const)) await mention(caseId, now, step, members, told);
    }
  }
}

/** A lead asks for a second one to open the vault: the others are knocked up, wherever they are. A notice here tells them what for. Inside `asHouse`. */
export async function wakeLeads(caseId: string, members: readonly string[], now: Date): Promise<void> {
  await writeToLeads(caseId, members, now);
  if (webhook.isSet()) await knock(caseId, now, 'lead', 'webhook', null);
}

/** Leads are written to, once for one moment, and nothing rings: as where one of them opened the vault alone and nobody has looked yet. Inside `asHouse`. */
export async function writeToLeads(caseId: string, members: readonly string[], since: Date): Promise<void> {
  for (const memberId of members) await knock(caseId, since, 'lead', 'mail', memberId);
}

export type Knocked = { step: Step; channel: string; name: string | null; at: Date; doneAt: Date | null; trouble: string };

/** Who was told about a case, for whoever may hold it. */
export const of = (moderator: Moderator, caseId: string) => asHouse(() => sql<Knocked>`
  select e.step, e.channel, safety.called(e.member_id) as name, e.at, e.done_at, e.trouble
    from safety.escalations e join safety.cases c on c.id = e.case_id
   where e.case_id::text = ${caseId} and safety.may_hold(${moderator.id}, c.id, c.persona_id) order by e.at, e.step, e.channel`);

/** How long ago the clock has looked, in minutes; nothing when it never has. A desk that reads more than three says so. */
export async function lastLooked(now = new Date()): Promise<number | undefined> {
  const [row] = await sql<{ at: Date }>`select at from safety.figures where name = ${figure}`;
  return row && (now.getTime() - row.at.getTime()) / 60_000;
}
