/**
 * Breaking the glass: opening the vault for one person in danger.
 *
 * A lead asks, for one urgent case, with a reason, a legal basis and the fields
 * that are needed; another lead of the other kind agrees; each proves again who
 * they are. Then those two may look for sixty minutes, at those fields alone.
 * While nobody is here who may agree, one may open it alone; the other leads
 * hear of it at once, and one of them looks within twelve hours. Where there is
 * no other, the stewards hear of it, and one of them reviews it. Where whoever
 * could review it has a part in it, its page says so, before and after: somebody
 * else has to become a steward or a lead.
 * Everything is written into a record nobody can change. The member is told
 * afterwards, unless that would put somebody in danger, which is a decision
 * with a reason. Somebody without a part in it reviews it (`glass-reviews`).
 * The number of openings is public. This file alone makes the proof the vault
 * asks for.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asHouse, isUuid, sql } from '#db';
import * as alarms from '#platform/alarms';
import { notFound, refuse } from '#platform/answers';
import { root } from '#platform/config';
import { announce } from '#platform/events';
import * as factors from '#members/factors';
import type { Lead, Member, Moderator } from '#members/members';
import { prove } from '#members/proving';
import { after, consents, mayAgree, mayAsk, mayOpenAlone, maySee, openMinutes, reasons, reviewDays, secondHours, workingDaysLater, type Move } from '#safety/break-glass-rules';
import * as escalations from '#safety/escalations';
import * as log from '#safety/glass-log';
import { held, mayKnow, rolesOf, seconds, toTell, whole, type Row } from '#safety/glasses';
import { fields as vaultFields, isField, type Details, type Field } from '#vault/field-rules';
import * as vault from '#vault/vault';
import type { BrokenGlass } from '#vault/vault';

export type Basis = { id: string; country: string; name: { en: string; nb: string }; when: { en: string; nb: string }; source: string; verifiedOn: string | null };
export const bases = JSON.parse(readFileSync(join(root, 'src/rooms/safety/bases.json'), 'utf8')) as Basis[];

/** Each of the two proves once more who they are: the pass-sentence, and the code where there is one. */
export type Proof = { pass: string; code: string };
async function proveAgain(member: Member, { pass, code }: Proof): Promise<void> {
  await prove(member, pass);
  if (await factors.isConfirmed(member)) await factors.again(member, code);
}

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

/** A lead asks. Only for an urgent case, only for fields that are there, and one asking at a time. Every other lead hears of it, and who may agree is woken, wherever they are; never whom it is about. */
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
  return asHouse(async () => {
    const { memberId } = await subject(lead, caseId);
    if (!mayAsk(await rolesOf(lead.id))) notFound();
    const others = await seconds({ askedBy: lead.id, caseId, memberId }, now);
    const isOutOfHours = !others.some(({ isHere }) => isHere);
    const id = randomUUID();
    const [made] = await sql`
      insert into safety.glasses (id, case_id, member_id, asked_by, asked_at, reason, basis, consent, why, fields, out_of_hours)
      values (${id}, ${caseId}, ${memberId}, ${lead.id}, ${now}, ${reason}, ${basis}, ${consent}, ${why}, ${fields}::text[], ${isOutOfHours})
      on conflict (case_id) where state in ('asked', 'open') do nothing returning id`;
    if (!made) refuse('safety.refused.glassTwice');
    await log.add(id, lead.id, 'asked', { case: caseId, reason, basis, consent, why, fields, outOfHours: isOutOfHours });
    await announce('safety.glass.asked', { glassId: id, leads: await toTell({ askedBy: lead.id, caseId, memberId }) });
    await escalations.wakeLeads(caseId, others.map(({ id: other }) => other), now);
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
  const leads = move === 'alone' ? await toTell(row) : []; // who may look, and never whom it is about
  await announce('safety.glass.opened', { glassId: row.id, alone: move === 'alone', leads });
  if (move === 'alone' && !leads.length) await alarms.raiseHere('glass.alone', { glass: row.id });
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

/** While nobody is here who may agree, the one who asked opens it alone. Else there is somebody to ask. */
export async function openAlone(lead: Lead, glassId: string, version: number, proof: Proof, now = new Date()): Promise<void> {
  const check = async () => {
    const row = await held(glassId, version);
    if (row.askedBy !== lead.id) notFound();
    const isSecondHere = (await seconds(row, now)).some(({ isHere }) => isHere);
    if (!mayOpenAlone(await rolesOf(row.askedBy), await rolesOf(lead.id), !isSecondHere)) refuse('safety.refused.glassSecond');
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
    if (move === 'refuse') await mayKnow(lead, row);
    const to = after(row.state, move) ?? refuse('safety.refused.glassState');
    const said = whole(words, 'words');
    if (move === 'refuse' && said.length < 5) refuse('safety.refused.glassNo', 'words');
    await sql`update safety.glasses set state = ${to}, version = version + 1 where id = ${glassId}`;
    await log.add(glassId, lead.id, to, said ? { words: said } : {});
    await announce('safety.glass.turnedDown', { glassId });
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
