/**
 * Breaking the glass: opening the vault for one person in danger.
 *
 * A lead asks, for one urgent case, with a reason, a legal basis and the fields
 * that are needed; another lead of the other kind agrees; each proves again who
 * they are. Then those two may look for sixty minutes, at those fields alone.
 * Out of hours one may open it alone, and another looks within twelve hours.
 * Everything is written into a record nobody can change. The member is told
 * afterwards, unless that would put somebody in danger, which is a decision
 * with a reason. Somebody without a part in it reviews it. The number of
 * openings is public. This file alone makes the proof the vault asks for.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asHouse, isUuid, sql } from '#db';
import * as alarms from '#platform/alarms';
import { notFound, refuse } from '#platform/answers';
import { root } from '#platform/config';
import { announce } from '#platform/events';
import { tidy } from '#forum/text-rules';
import * as duty from '#house/duty';
import * as factors from '#members/factors';
import type { Lead, Member, Moderator } from '#members/members';
import { prove } from '#members/proving';
import { after, consents, findings, lapseHours, mayAgree, mayAsk, mayOpenAlone, mayReview, maySee, openMinutes, reasons, recipients, reviewDays, secondHours, workingDaysLater, type Move, type Reason, type State } from '#safety/break-glass-rules';
import * as log from '#safety/glass-log';
import { fields as vaultFields, isField, type Details, type Field } from '#vault/field-rules';
import * as vault from '#vault/vault';
import type { BrokenGlass } from '#vault/vault';

export type Basis = { id: string; country: string; name: { en: string; nb: string }; when: { en: string; nb: string }; source: string; verifiedOn: string | null };
export const bases = JSON.parse(readFileSync(join(root, 'src/rooms/safety/bases.json'), 'utf8')) as Basis[];

type Row = {
  id: string; caseId: string | null; memberId: string | null; askedBy: string | null; askedAt: Date; reason: Reason; basis: string; consent: string; why: string;
  fields: Field[]; outOfHours: boolean; state: State; agreedBy: string | null; openedAt: Date | null; until: Date | null; secondDueAt: Date | null; secondBy: string | null;
  secondSaid: string | null; telling: string | null; toldAt: Date | null; reviewDueAt: Date | null; reviewedBy: string | null; reviewedAt: Date | null; finding: string | null; version: number;
};
export type Glass = Omit<Row, 'memberId' | 'askedBy' | 'agreedBy' | 'secondBy' | 'reviewedBy'> & {
  asker: string | null; agreer: string | null; second: string | null; reviewer: string | null; name: string | null;
  may: { agree: boolean; alone: boolean; withdraw: boolean; refuse: boolean; see: boolean; second: boolean; tell: boolean; review: boolean };
  log: log.Logged[];
};

/** Each of the two proves once more who they are: the pass-sentence, and the code where there is one. */
export type Proof = { pass: string; code: string };
async function proveAgain(member: Member, { pass, code }: Proof): Promise<void> {
  await prove(member, pass);
  if (await factors.isConfirmed(member)) await factors.again(member, code);
}

const rolesOf = async (memberId: string | null) => ({
  id: memberId ?? '', roles: memberId ? (await sql<{ role: string }>`select role from members.roles where member_id = ${memberId} and ended_at is null`).map(({ role }) => role) : []
});

const held = async (glassId: string, version?: number): Promise<Row> => {
  if (!isUuid(glassId)) notFound();
  const [found] = await sql<Row>`
    select id, case_id, member_id, asked_by, asked_at, reason, basis, consent, why, fields, out_of_hours, state, agreed_by, opened_at, until, second_due_at, second_by,
           second_said, telling, told_at, review_due_at, reviewed_by, reviewed_at, finding, version
      from safety.glasses where id = ${glassId} for update`;
  if (!found) notFound();
  if (version !== undefined && found.version !== version) refuse('safety.refused.stale');
  return found;
};

/** Whom a case is about, as far as the person who asks may know of it at all. */
async function subject(lead: Moderator, caseId: string): Promise<{ caseId: string; memberId: string; name: string | null }> {
  if (!isUuid(caseId)) notFound();
  const [found] = await sql<{ memberId: string; name: string | null; level: string; state: string }>`
    select p.member_id, f.name, c.level, c.state from safety.cases c
      join members.personas p on p.id = c.persona_id left join members.faces f on f.persona_id = p.id
     where c.id = ${caseId} and safety.may_hold(${lead.id}, c.id, c.persona_id)`;
  if (!found) notFound();
  if (found.level !== 'urgent' || found.state === 'closed') refuse('safety.refused.glassCase');
  return { caseId, memberId: found.memberId, name: found.name };
}

/** What there is to open, as yes and no, before anybody asks. */
export const known = (lead: Lead, caseId: string) => asHouse(async () => {
  const { memberId, name } = await subject(lead, caseId);
  const knows = await vault.knows({ id: memberId });
  return { name, fields: vaultFields.filter((field) => knows[field]), isThere: vault.isThere() };
});

export type Asking = { reason: string; basis: string; consent: string; why: string; fields: readonly string[] };

/** What is written about an opening is kept whole or comes back; no reason is cut. */
const most = 2_000;
function whole(text: string, field: string): string {
  const said = tidy(text);
  if ([...said].length > most) refuse('safety.refused.long', field, { most });
  return said;
}

/** A lead asks. Only for an urgent case, only for fields that are there, and one asking at a time. */
export async function ask(lead: Lead, caseId: string, asking: Asking, proof: Proof, now = new Date()): Promise<string> {
  if (!vault.isThere()) refuse('safety.refused.noVault');
  const reason = reasons.find((one) => one === asking.reason) ?? refuse('safety.refused.glassReason', 'reason');
  const basis = bases.find(({ id }) => id === asking.basis)?.id ?? refuse('safety.refused.glassBasis', 'basis');
  const consent = consents.find((one) => one === asking.consent) ?? refuse('safety.refused.glassConsent', 'consent');
  const why = whole(asking.why, 'why');
  if (why.length < 20) refuse('safety.refused.glassWhy', 'why');
  const fields = [...new Set(asking.fields.filter(isField))];
  if (!fields.length) refuse('safety.refused.glassFields', 'fields');
  await proveAgain(lead, proof);
  const isOutOfHours = (await duty.now(now)).here.length === 0;
  return asHouse(async () => {
    const { memberId } = await subject(lead, caseId);
    if (!mayAsk(await rolesOf(lead.id))) notFound();
    const id = randomUUID();
    const [made] = await sql`
      insert into safety.glasses (id, case_id, member_id, asked_by, asked_at, reason, basis, consent, why, fields, out_of_hours)
      values (${id}, ${caseId}, ${memberId}, ${lead.id}, ${now}, ${reason}, ${basis}, ${consent}, ${why}, ${fields}::text[], ${isOutOfHours})
      on conflict (case_id) where state in ('asked', 'open') do nothing returning id`;
    if (!made) refuse('safety.refused.glassTwice');
    await log.add(id, lead.id, 'asked', { case: caseId, reason, basis, consent, why, fields, outOfHours: isOutOfHours });
    await announce('safety.glass.asked', { glassId: id });
    return id;
  });
}

async function open(row: Row, byId: string, move: Move, now: Date): Promise<void> {
  const to = after(row.state, move) ?? refuse('safety.refused.glassState');
  const until = new Date(now.getTime() + openMinutes * 60_000);
  await sql`
    update safety.glasses
       set state = ${to}, opened_at = ${now}, until = ${until}, agreed_by = case when ${move === 'agree'} then ${byId}::uuid end,
           second_due_at = case when ${move === 'alone'} then ${new Date(now.getTime() + secondHours * 3_600_000)}::timestamptz end,
           review_due_at = ${workingDaysLater(now, reviewDays)}, version = version + 1
     where id = ${row.id}`;
  await log.add(row.id, byId, move === 'agree' ? 'agreed' : 'openedAlone', { until: until.toISOString() });
  await announce('safety.glass.opened', { glassId: row.id, alone: move === 'alone' });
}

/** The second person says yes. Never the one who asked, and one of each kind between the two. */
export async function agree(lead: Lead, glassId: string, version: number, proof: Proof, now = new Date()): Promise<void> {
  await asHouse(async () => void (await agreeable(lead, await held(glassId, version))));
  await proveAgain(lead, proof);
  await asHouse(async () => {
    const row = await held(glassId, version);
    await agreeable(lead, row);
    await open(row, lead.id, 'agree', now);
  });
}

async function agreeable(lead: Lead, row: Row): Promise<void> {
  if (row.askedBy === lead.id) refuse('safety.refused.glassSelf');
  if (!mayAgree(await rolesOf(row.askedBy), await rolesOf(lead.id))) refuse('safety.refused.glassKind');
  await mayKnow(lead, row);
}

/** Nobody decides about themselves or about somebody they know. */
async function mayKnow(lead: Member, row: Row): Promise<void> {
  const [may] = await sql<{ may: boolean }>`select safety.may_hold(${lead.id}, c.id, c.persona_id) as may from safety.cases c where c.id = ${row.caseId}`;
  if (row.memberId === lead.id || may?.may === false) notFound();
}

/** Out of hours, the one who asked opens it alone. In hours there is somebody to ask. */
export async function openAlone(lead: Lead, glassId: string, version: number, proof: Proof, now = new Date()): Promise<void> {
  const isOutOfHours = (await duty.now(now)).here.length === 0;
  const check = async () => {
    const row = await held(glassId, version);
    if (row.askedBy !== lead.id) notFound();
    if (!mayOpenAlone(await rolesOf(row.askedBy), await rolesOf(lead.id), isOutOfHours && row.outOfHours)) refuse('safety.refused.glassSecond');
    return row;
  };
  await asHouse(check);
  await proveAgain(lead, proof);
  await asHouse(async () => open(await check(), lead.id, 'alone', now));
}

/** The asker takes it back, or another lead says no, with a reason. */
export const turnDown = (lead: Lead, glassId: string, version: number, words: string): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    const move: Move = row.askedBy === lead.id ? 'withdraw' : 'refuse';
    const to = after(row.state, move) ?? refuse('safety.refused.glassState');
    const said = whole(words, 'words');
    if (move === 'refuse' && said.length < 5) refuse('safety.refused.glassNo', 'words');
    await sql`update safety.glasses set state = ${to}, version = version + 1 where id = ${glassId}`;
    await log.add(glassId, lead.id, to, said ? { words: said } : {});
  });

/** Looks: the named fields, for the two who opened it, while it is open. Looking is written down before anything is shown. */
export async function see(lead: Lead, glassId: string, now = new Date()): Promise<{ details: Details; until: Date; fields: Field[] }> {
  const row = await asHouse(async () => {
    const found = await held(glassId);
    if (!maySee(found, lead.id, now) || !found.memberId) notFound();
    await log.add(glassId, lead.id, 'seen', { fields: found.fields });
    return found;
  });
  const glass = { opening: row.id, memberId: row.memberId!, fields: row.fields, until: row.until! } as unknown as BrokenGlass;
  return { details: await vault.open(glass, row.memberId!, row.fields), until: row.until!, fields: row.fields };
}

export type Ending = { recipient: string; outcome: string; telling: string; tellingWhy: string };

/** What was told to whom, what became of it, and whether the member is told now. Ends the hour. */
export const end = (lead: Lead, glassId: string, version: number, { recipient, outcome, telling, tellingWhy }: Ending, now = new Date()): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (row.askedBy !== lead.id && row.agreedBy !== lead.id) notFound();
    if ((row.state !== 'open' && row.state !== 'over') || row.telling) refuse('safety.refused.glassState');
    const to = recipients.find((one) => one === recipient) ?? refuse('safety.refused.glassTo', 'recipient');
    const said = whole(outcome, 'outcome');
    if (said.length < 5) refuse('safety.refused.glassOutcome', 'outcome');
    if (telling !== 'now' && telling !== 'later') refuse('safety.refused.glassTelling', 'telling');
    const why = whole(tellingWhy, 'tellingWhy');
    if (telling === 'later' && why.length < 10) refuse('safety.refused.glassTellingWhy', 'tellingWhy');
    await sql`
      update safety.glasses set state = 'over', until = least(until, ${now}), telling = ${telling}, telling_why = ${why}, told_at = case when ${telling === 'now'} then ${now}::timestamptz end, version = version + 1
       where id = ${glassId}`;
    await log.add(glassId, lead.id, 'ended', { recipient: to, outcome: said, telling, ...(why && { why }) });
    if (telling === 'now' && row.memberId) await announce('safety.glass.told', { glassId, memberId: row.memberId });
  });

/** The danger is over: the member is told now. */
export const tellNow = (moderator: Moderator, glassId: string, version: number): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (!mayReview(await rolesOf(moderator.id), []) || row.telling !== 'later' || row.toldAt) notFound();
    await sql`update safety.glasses set told_at = now(), version = version + 1 where id = ${glassId}`;
    await log.add(glassId, moderator.id, 'told');
    if (row.memberId) await announce('safety.glass.told', { glassId, memberId: row.memberId });
  });

/** Opened by one alone: another lead looks at it within twelve hours. What was wrong ends at once. */
export const secondLook = (lead: Lead, glassId: string, version: number, said: string): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (!row.secondDueAt || row.secondBy || !mayAsk(await rolesOf(lead.id)) || row.askedBy === lead.id) notFound();
    await mayKnow(lead, row);
    if (said !== 'right' && said !== 'wrong') refuse('safety.refused.glassFinding', 'said');
    await sql`
      update safety.glasses set second_by = ${lead.id}, second_said = ${said}, until = case when ${said} = 'wrong' then least(until, now()) else until end, version = version + 1 where id = ${glassId}`;
    await log.add(glassId, lead.id, 'secondLook', { said });
  });

/** Somebody without a part in it says whether it was right. */
export const review = (moderator: Moderator, glassId: string, version: number, finding: string, words: string): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (!row.openedAt || row.reviewedAt || !mayReview(await rolesOf(moderator.id), [row.askedBy, row.agreedBy, row.secondBy, row.memberId])) notFound();
    const found = findings.find((one) => one === finding) ?? refuse('safety.refused.glassFinding', 'finding');
    const said = whole(words, 'words');
    if (said.length < 10) refuse('safety.refused.glassReview', 'words');
    await sql`update safety.glasses set reviewed_by = ${moderator.id}, reviewed_at = now(), finding = ${found}, version = version + 1 where id = ${glassId}`;
    await log.add(glassId, moderator.id, 'reviewed', { finding: found, words: said });
  });

const reader = async (moderator: Moderator) => {
  const who = await rolesOf(moderator.id);
  if (!mayReview(who, [])) notFound();
  return who;
};

/** Everything that was asked, newest first: for leads and stewards. */
export const all = (moderator: Moderator) => asHouse(async () => {
  await reader(moderator);
  return sql<{ id: string; askedAt: Date; state: State; asker: string | null; name: string | null; isOpenReview: boolean }>`
    select g.id, g.asked_at, g.state, safety.called(g.asked_by) as asker, f.name, g.opened_at is not null and g.reviewed_at is null as is_open_review
      from safety.glasses g left join safety.cases c on c.id = g.case_id left join members.faces f on f.persona_id = c.persona_id
     where g.member_id is distinct from ${moderator.id} order by g.asked_at desc limit 50`;
});

/** One, with its record, and what this person may do about it now. */
export const one = (moderator: Moderator, glassId: string, now = new Date()): Promise<Glass> => asHouse(async () => {
  const who = await reader(moderator);
  const row = await held(glassId);
  if (row.memberId === moderator.id) notFound();
  const { memberId: _, askedBy, agreedBy, secondBy, reviewedBy, ...rest } = row;
  const [named] = await sql<{ asker: string | null; agreer: string | null; second: string | null; reviewer: string | null; name: string | null }>`
    select safety.called(${askedBy}::uuid) as asker, safety.called(${agreedBy}::uuid) as agreer, safety.called(${secondBy}::uuid) as second, safety.called(${reviewedBy}::uuid) as reviewer,
           (select f.name from safety.cases c join members.faces f on f.persona_id = c.persona_id where c.id = ${row.caseId}) as name`;
  const asker = await rolesOf(askedBy);
  const part = [askedBy, agreedBy, secondBy, row.memberId];
  const isOutOfHours = row.outOfHours && (await duty.now(now)).here.length === 0;
  return {
    ...rest, ...named!, log: await log.of(glassId),
    may: {
      agree: row.state === 'asked' && mayAgree(asker, who), alone: row.state === 'asked' && mayOpenAlone(asker, who, isOutOfHours),
      withdraw: row.state === 'asked' && askedBy === who.id, refuse: row.state === 'asked' && askedBy !== who.id && mayAsk(who), see: maySee(row, who.id, now),
      second: row.secondDueAt !== null && secondBy === null && mayAsk(who) && askedBy !== who.id,
      tell: row.openedAt !== null && row.telling === null && (askedBy === who.id || agreedBy === who.id), review: row.openedAt !== null && row.reviewedAt === null && mayReview(who, part)
    }
  };
});

/** What the clock does: an hour ends, what nobody answered lapses, and a look that is late becomes an alarm. */
export const sweep = (now = new Date()): Promise<void> => asHouse(async () => {
  for (const { id } of await sql<{ id: string }>`update safety.glasses set state = 'over', version = version + 1 where state = 'open' and until <= ${now} returning id`) await log.add(id, null, 'over');
  for (const { id } of await sql<{ id: string }>`
    update safety.glasses set state = 'lapsed', version = version + 1 where state = 'asked' and asked_at < ${now}::timestamptz - make_interval(hours => ${lapseHours}) returning id`) await log.add(id, null, 'lapsed');
  const late = await sql<{ id: string }>`
    select id from safety.glasses where (second_due_at < ${now} and second_by is null) or (review_due_at < ${now} and reviewed_at is null) limit 20`;
  for (const { id } of late) await alarms.raiseHere('glass.review', { glass: id });
});
