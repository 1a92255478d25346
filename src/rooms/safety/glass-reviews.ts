/**
 * What follows the opening of the glass: it ends, the member is told or it is
 * decided why not yet, another lead looks where one opened it alone, and
 * somebody without a part in it reviews it. Whoever reviewed it has looked, too:
 * where there is no other lead, that is the look of another. What is late
 * becomes an alarm, once a day.
 */
import { asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Lead, Moderator } from '#members/members';
import { findings, lapseHours, mayAsk, mayReview, recipients, remindHours, tellHours } from '#safety/break-glass-rules';
import * as escalations from '#safety/escalations';
import * as log from '#safety/glass-log';
import { held, mayKnow, rolesOf, toTell, whole, type Row } from '#safety/glasses';

export type Ending = { recipient: string; outcome: string; telling: string; tellingWhy: string };

type Telling = { telling: 'now' | 'later'; why: string };
/** Told now, or not yet because it would put somebody in danger, which needs a reason. */
function fit({ telling, tellingWhy }: Pick<Ending, 'telling' | 'tellingWhy'>): Telling {
  if (telling !== 'now' && telling !== 'later') refuse('safety.refused.glassTelling', 'telling');
  const why = whole(tellingWhy, 'tellingWhy');
  if (telling === 'later' && why.length < 10) refuse('safety.refused.glassTellingWhy', 'tellingWhy');
  return { telling, why };
}

async function decide(row: Row, { telling, why }: Telling, now: Date): Promise<void> {
  await sql`
    update safety.glasses set telling = ${telling}, telling_why = ${why}, told_at = case when ${telling === 'now'} then ${now}::timestamptz end, version = version + 1 where id = ${row.id}`;
  if (telling === 'now' && row.memberId) await announce('safety.glass.told', { glassId: row.id, memberId: row.memberId });
}

/** What was told to whom, what became of it, and whether the member is told now, where nobody has decided that yet. Ends the hour. */
export const end = (lead: Lead, glassId: string, version: number, { recipient, outcome, ...tell }: Ending, now = new Date()): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (row.askedBy !== lead.id && row.agreedBy !== lead.id) notFound();
    if ((row.state !== 'open' && row.state !== 'over') || (await log.has(glassId, 'ended'))) refuse('safety.refused.glassState');
    const to = recipients.find((one) => one === recipient) ?? refuse('safety.refused.glassTo', 'recipient');
    const said = whole(outcome, 'outcome');
    if (said.length < 5) refuse('safety.refused.glassOutcome', 'outcome');
    const decided = row.telling ? undefined : fit(tell);
    await sql`update safety.glasses set state = 'over', until = least(until, ${now}), version = version + ${decided ? 0 : 1} where id = ${glassId}`;
    await log.add(glassId, lead.id, 'ended', { recipient: to, outcome: said, ...(decided && { telling: decided.telling }), ...(decided?.why && { why: decided.why }) });
    if (decided) await decide(row, decided, now);
  });

/** The hour ran out and the two said nothing about it: a lead or a steward without a part in it decides whether the member is told. */
export const decideTelling = (moderator: Moderator, glassId: string, version: number, tell: Pick<Ending, 'telling' | 'tellingWhy'>, now = new Date()): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (!mayReview(await rolesOf(moderator.id), [row.askedBy, row.agreedBy, row.memberId]) || !row.openedAt) notFound();
    if (row.state !== 'over' || row.telling) refuse('safety.refused.glassState');
    const decided = fit(tell);
    await log.add(glassId, moderator.id, 'telling', decided);
    await decide(row, decided, now);
  });

/** The danger is over: the member is told now. */
export const tellNow = (moderator: Moderator, glassId: string, version: number): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (!mayReview(await rolesOf(moderator.id), [row.memberId]) || row.telling !== 'later' || row.toldAt) notFound();
    await sql`update safety.glasses set told_at = now(), version = version + 1 where id = ${glassId}`;
    await log.add(glassId, moderator.id, 'told');
    if (row.memberId) await announce('safety.glass.told', { glassId, memberId: row.memberId });
  });

/** Opened by one alone: another lead looks at it within twelve hours. What was wrong ends at once. */
export const secondLook = (lead: Lead, glassId: string, version: number, said: string): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (!row.secondDueAt || row.secondBy || row.reviewedAt || !mayAsk(await rolesOf(lead.id)) || row.askedBy === lead.id) notFound();
    await mayKnow(lead, row);
    if (said !== 'right' && said !== 'wrong') refuse('safety.refused.glassFinding', 'said');
    await sql`
      update safety.glasses set second_by = ${lead.id}, second_said = ${said}, until = case when ${said} = 'wrong' then least(until, now()) else until end, version = version + 1 where id = ${glassId}`;
    await log.add(glassId, lead.id, 'secondLook', { said });
    await announce('safety.glass.looked', { glassId });
  });

/** Somebody without a part in it says whether it was right, once it is decided whether the member is told. */
export const review = (moderator: Moderator, glassId: string, version: number, finding: string, words: string): Promise<void> =>
  asHouse(async () => {
    const row = await held(glassId, version);
    if (!row.openedAt || row.reviewedAt || !mayReview(await rolesOf(moderator.id), [row.askedBy, row.agreedBy, row.secondBy, row.memberId])) notFound();
    if (row.memberId && !row.telling) refuse('safety.refused.glassTellFirst', 'telling');
    const found = findings.find((one) => one === finding) ?? refuse('safety.refused.glassFinding', 'finding');
    const said = whole(words, 'words');
    if (said.length < 10) refuse('safety.refused.glassReview', 'words');
    await sql`update safety.glasses set reviewed_by = ${moderator.id}, reviewed_at = now(), finding = ${found}, version = version + 1 where id = ${glassId}`;
    await log.add(glassId, moderator.id, 'reviewed', { finding: found, words: said });
    await announce('safety.glass.looked', { glassId });
  });

type Unlooked = { id: string; caseId: string; memberId: string | null; askedBy: string | null; since: Date };

/** What the clock does: an hour ends, what nobody answered lapses, the other leads are written to where nobody has looked yet, and a look that is late becomes an alarm. */
export const sweep = (now = new Date()): Promise<void> => asHouse(async () => {
  for (const { id } of await sql<{ id: string }>`update safety.glasses set state = 'over', version = version + 1 where state = 'open' and until <= ${now} returning id`) await log.add(id, null, 'over');
  for (const { id } of await sql<{ id: string }>`
    update safety.glasses set state = 'lapsed', version = version + 1 where state = 'asked' and asked_at < ${now}::timestamptz - make_interval(hours => ${lapseHours}) returning id`) await log.add(id, null, 'lapsed');
  const late = await sql<{ id: string }>`
    select id from safety.glasses where reviewed_at is null and ((second_due_at < ${now} and second_by is null) or review_due_at < ${now}) limit 20`;
  for (const { id } of late) await alarms.raiseDaily('glass.review', { glass: id }, now);
  const half = await sql<Unlooked>`
    select id, case_id, member_id, asked_by, second_due_at - make_interval(hours => ${remindHours}) as since from safety.glasses
     where second_due_at > ${now} and second_due_at - make_interval(hours => ${remindHours}) <= ${now} and second_by is null and reviewed_at is null and case_id is not null limit 20`;
  for (const one of half) await escalations.writeToLeads(one.caseId, await toTell(one), one.since);
  // Also where it was decided "not yet": once a day, until they are told.
  const untold = await sql<{ id: string }>`
    select id from safety.glasses where opened_at < ${now}::timestamptz - make_interval(hours => ${tellHours}) and told_at is null and member_id is not null limit 20`;
  for (const { id } of untold) await alarms.raiseDaily('glass.telling', { glass: id }, now);
});
