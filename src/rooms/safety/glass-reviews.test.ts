import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as presence from '#house/presence';
import type { Lead, Member, Moderator, Role } from '#members/members';
import * as glass from '#safety/break-glass';
import * as cases from '#safety/cases';
import * as log from '#safety/glass-log';
import * as reviews from '#safety/glass-reviews';
import * as glasses from '#safety/glasses';
import { passOf } from '#test/cast';
import { ownFolder } from '#test/own-folder';
import { scene } from '#test/scene';

const dir = ownFolder('reviews'); // secrets of this test are nobody else's
afterEach(() => presence.forget());
afterAll(() => rmSync(dir, { recursive: true }));
const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const proof = (name: string) => ({ pass: passOf(name), code: '' });

/** A lead asks about somebody and opens it alone, as nobody else is here. */
async function alone(about: Member, lead: Lead, name = 'hanna'): Promise<{ id: string; caseId: string }> {
  const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: about.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
  const id = await glass.ask(lead, caseId, { reason: 'dangerSelf', basis: 'uk-vital', consent: 'cannot', why: 'She stopped answering an hour ago.', fields: ['phone'] }, proof(name));
  await glass.openAlone(lead, id, 1, proof(name));
  return { id, caseId };
}

describe('after the glass was broken (ID-4, safety guide 2.3)', () => {
  scene('is told to whom it was about: an alarm when nobody has said whether after a day, and a reviewer decides it before anything is reviewed', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    await give(hanna, 'clinicalLead');
    await give(bo, 'safeguardingLead');
    const [clinical, safe] = [hanna as unknown as Lead, bo as unknown as Lead];
    const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
    const id = await glass.ask(clinical, caseId, { reason: 'dangerSelf', basis: 'uk-vital', consent: 'cannot', why: 'She stopped answering an hour ago.', fields: ['phone'] }, proof('hanna'));
    await glass.agree(safe, id, 1, proof('bo'));
    const alarms = async () => sql`select data from platform.alarms where what = 'glass.telling'`;
    const [soon, late, later] = [23, 25, 26].map((hours) => new Date(Date.now() + hours * 3_600_000));
    await reviews.sweep(soon);
    expect(await alarms()).toEqual([]);
    await reviews.sweep(late);
    await sql`update platform.alarms set seen_at = now(), at = ${late}`;
    await reviews.sweep(later);
    expect(await alarms(), 'once a day').toEqual([{ data: { glass: id } }]);
    const version = async () => (await glasses.one(safe, id)).version;
    await expect(reviews.review(iben, id, await version(), 'right', 'I looked at it all.')).rejects.toMatchObject({ key: 'safety.refused.glassTellFirst', field: 'telling' });
    for (const nobody of [mio, cleo as Moderator, ada as Moderator]) await expect(reviews.decideTelling(nobody, id, 3, { telling: 'now', tellingWhy: '' })).rejects.toThrow(NotFound);
    await expect(reviews.decideTelling(iben, id, await version(), { telling: '', tellingWhy: '' })).rejects.toMatchObject({ field: 'telling' });
    await expect(reviews.decideTelling(iben, id, await version(), { telling: 'later', tellingWhy: '' })).rejects.toMatchObject({ field: 'tellingWhy' });
    expect((await glasses.one(iben, id)).may.decideTelling).toBe(true);
    await reviews.decideTelling(iben, id, await version(), { telling: 'later', tellingWhy: 'He reads her phone.' });
    expect(await log.aboutMe(ada)).toEqual([]);
    await reviews.sweep(new Date(Date.now() + 50 * 3_600_000));
    expect(await alarms(), 'not yet is not never').toHaveLength(2);
    await reviews.end(clinical, id, await version(), { recipient: 'emergency', outcome: 'Ambulance sent.', telling: 'now', tellingWhy: '' }); // what became of it is still theirs to say
    expect(await glasses.one(iben, id)).toMatchObject({ telling: 'later', toldAt: null });
    await reviews.review(iben, id, await version(), 'right', 'I looked at it all.');
    await reviews.tellNow(iben, id, await version());
    expect(await log.aboutMe(ada)).toHaveLength(1);
    expect((await glasses.one(iben, id)).log.map(({ what }) => what)).toEqual(['asked', 'agreed', 'over', 'telling', 'ended', 'reviewed', 'told']);
  });
  scene('opened by one alone where there is no other lead: the stewards hear of it at once, a late look is said once a day, and a review is the look of another', async ({ ada, hanna, iben }) => {
    await give(hanna, 'clinicalLead');
    const { id } = await alone(ada, hanna as unknown as Lead);
    const alarms = async (what: string) => sql`select data from platform.alarms where what = ${what}`;
    expect(await alarms('glass.alone')).toEqual([{ data: { glass: id } }]);
    const [late, later, nextDay] = [13, 14, 38].map((hours) => new Date(Date.now() + hours * 3_600_000));
    await reviews.sweep(late);
    await sql`update platform.alarms set seen_at = now(), at = ${late}`;
    await reviews.sweep(later);
    expect(await alarms('glass.review'), 'once a day').toEqual([{ data: { glass: id } }]);
    await reviews.sweep(nextDay);
    expect(await alarms('glass.review')).toHaveLength(2);
    await sql`update platform.alarms set seen_at = now()`;
    const version = async () => (await glasses.one(iben, id)).version;
    await reviews.decideTelling(iben, id, await version(), { telling: 'now', tellingWhy: '' });
    await reviews.review(iben, id, await version(), 'right', 'I looked at it all.');
    await reviews.sweep(new Date(Date.now() + 100 * 3_600_000));
    expect(await alarms('glass.review'), 'somebody else has looked').toHaveLength(2);
    await give(ada, 'safeguardingLead');
    await expect(reviews.secondLook(ada as unknown as Lead, id, await version(), 'right')).rejects.toThrow(NotFound);
  });
  scene('opened by one alone: the other leads are written to once more when half of the twelve hours is over, and not after somebody has looked', async ({ ada, cleo, bo, hanna }) => {
    await give(hanna, 'clinicalLead');
    await give(bo, 'safeguardingLead');
    await asHouse(() => sql`insert into safety.reaches (member_id, sealed_address, confirmed_at) values (${bo.id}, 'sealed', now())`);
    const [waits, looked] = [await alone(ada, hanna as unknown as Lead), await alone(cleo, hanna as unknown as Lead)];
    await reviews.secondLook(bo as unknown as Lead, looked.id, 2, 'right');
    const mails = async (caseId: string) => (await asHouse(() => sql`select 1 from safety.escalations where case_id = ${caseId} and channel = 'mail'`)).length;
    const after = (hours: number) => reviews.sweep(new Date(Date.now() + hours * 3_600_000));
    await after(5);
    expect([await mails(waits.caseId), await mails(looked.caseId)], 'as it was asked').toEqual([1, 1]);
    await after(7);
    await after(8);
    expect([await mails(waits.caseId), await mails(looked.caseId)]).toEqual([2, 1]);
  });
  scene('opened by one alone who is the only lead and the only steward: its page says that nobody here may review it, until somebody else has become one, who does', async ({ ada, cleo, mio, iben }) => {
    await give(iben, 'clinicalLead');
    const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
    const asked = await glass.ask(iben as unknown as Lead, caseId, { reason: 'dangerSelf', basis: 'uk-vital', consent: 'cannot', why: 'She stopped answering an hour ago.', fields: ['phone'] }, proof('iben'));
    expect(await glasses.one(iben, asked), 'also before').toMatchObject({ looks: 'nobody', isReviewable: false, may: { alone: true } });
    await glass.openAlone(iben as unknown as Lead, asked, 1, proof('iben'));
    await reviews.end(iben as unknown as Lead, asked, 2, { recipient: 'emergency', outcome: 'Ambulance sent.', telling: 'now', tellingWhy: '' });
    const { version, may } = await glasses.one(iben, asked);
    expect(may).toMatchObject({ review: false, second: false });
    await expect(reviews.review(iben, asked, version, 'right', 'I looked at it all.')).rejects.toThrow(NotFound);
    await give(ada, 'steward'); // whom it is about reviews nothing
    expect(await glasses.one(iben, asked)).toMatchObject({ looks: 'nobody', isReviewable: false });
    for (const nobody of [mio, ada as Moderator]) await expect(reviews.review(nobody, asked, version, 'right', 'I looked at it all.')).rejects.toThrow(NotFound);
    await give(cleo, 'steward'); // from outside, for this alone
    expect(await glasses.one(iben, asked)).toMatchObject({ looks: 'steward', isReviewable: true });
    await reviews.review(cleo as Moderator, asked, version, 'partly', 'I looked at it all, from outside.');
    expect(await glasses.one(iben, asked)).toMatchObject({ finding: 'partly', reviewer: 'cleo' });
  });
});
