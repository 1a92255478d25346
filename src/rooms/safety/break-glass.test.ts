import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import type { Lead, Member, Role } from '#members/members';
import * as glass from '#safety/break-glass';
import * as reviews from '#safety/glass-reviews';
import * as glasses from '#safety/glasses';
import { after, mayAgree, mayOpenAlone, mayReview, maySee, states, workingDaysLater, type Move } from '#safety/break-glass-rules';
import * as cases from '#safety/cases';
import * as log from '#safety/glass-log';
import * as handing from '#safety/handing';
import { passOf, type Cast } from '#test/cast';
import { ownFolder } from '#test/own-folder';
import { scene } from '#test/scene';
import * as vault from '#vault/vault';

const dir = ownFolder('glass'); // secrets of this test are nobody else's
let told: Member | undefined;
afterEach(async () => {
  sayings.forget();
  presence.forget();
  if (told) await vault.forget(told); // what the vault was told is not undone with the scene
  told = undefined;
});
afterAll(() => rmSync(dir, { recursive: true }));
const moves: Move[] = ['agree', 'alone', 'refuse', 'withdraw', 'lapse', 'see', 'end'];
const anybody = fc.record({ id: fc.constantFrom('a', 'b', 'c'), roles: fc.subarray(['host', 'trainee', 'moderator', 'clinicalLead', 'safeguardingLead', 'steward']) });

describe('the rules of the glass (safety guide 2.3, ASVS 2.3.5)', () => {
  it('open it only for two different people, one of each kind', () => {
    fc.assert(fc.property(anybody, anybody, (asker, other) => {
      if (!mayAgree(asker, other)) return;
      expect(asker.id).not.toBe(other.id);
      const both = [...asker.roles, ...other.roles];
      expect(both).toContain('clinicalLead');
      expect(both).toContain('safeguardingLead');
      expect(mayAgree(other, asker)).toBe(true);
    }));
  });
  it('let one alone only out of hours, and only a lead, and only the one who asked', () => {
    fc.assert(fc.property(anybody, anybody, fc.boolean(), (asker, who, isOut) => {
      if (mayOpenAlone(asker, who, isOut)) expect(isOut && asker.id === who.id && who.roles.some((role) => role.endsWith('Lead'))).toBe(true);
    }));
  });
  it('never open again what is over, whatever comes in whatever order', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 12 }), (order) => {
      let state: (typeof states)[number] = 'asked';
      const seen: string[] = [];
      for (const move of order) {
        const next = after(state, move);
        if (next === undefined) continue;
        if (['over', 'refused', 'withdrawn', 'lapsed'].includes(state)) expect.unreachable('an end is an end');
        if (move === 'see') expect(seen.some((one) => one === 'agree' || one === 'alone')).toBe(true);
        seen.push(move);
        state = next;
      }
    }));
  });
  it('show it only to the two, only while it is open', () => {
    fc.assert(fc.property(fc.constantFrom(...states), fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -120, max: 120 }), (state, who, minutes) => {
      const sees = maySee({ state, askedBy: 'a', agreedBy: 'b', until: new Date(minutes * 60_000) }, who, new Date(0));
      expect(sees).toBe(state === 'open' && minutes > 0 && who !== 'c');
    }));
  });
  it('review by somebody without a part in it, within working days', () => {
    fc.assert(fc.property(anybody, fc.subarray(['a', 'b', 'c']), (who, part) => {
      if (mayReview(who, part)) expect(part).not.toContain(who.id);
    }));
    expect(workingDaysLater(new Date('2026-11-20T10:00:00Z'), 5).toISOString()).toBe('2026-11-27T10:00:00.000Z'); // a Friday to the next
    expect(workingDaysLater(new Date('2026-11-21T10:00:00Z'), 1).toISOString()).toBe('2026-11-23T10:00:00.000Z');
  });
});

const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const urgent = async (member: Member, level: 'urgent' | 'low' = 'urgent') =>
  (await cases.signal({ kind: 'post', id: randomUUID(), personaId: member.personaId }, { kind: 'triage', level, cause: randomUUID() })).caseId;
const proof = (name: string) => ({ pass: passOf(name), code: '' });
const asking_ = (over: Partial<glass.Asking> = {}): glass.Asking => ({ reason: 'dangerSelf', basis: 'uk-vital', consent: 'cannot', why: 'She wrote that she has taken something and stopped answering.', fields: ['phone', 'address'], ...over });
const versionOf = async (lead: Lead, id: string) => (await glasses.one(lead, id)).version;
/** hanna is clinical lead, bo safeguarding lead; mio is on duty; ada has told the vault. */
async function place({ hanna, bo, mio, ada, iben }: Cast) {
  await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
  await give(hanna, 'clinicalLead');
  await give(bo, 'safeguardingLead');
  await clockings.clockIn(mio, 120);
  told = ada;
  await vault.put(ada, { name: 'Ada Example', phone: '01632 960000', address: '1 High Street' });
  return { clinical: hanna as unknown as Lead, safe: bo as unknown as Lead };
}

describe('breaking the glass (MOD-9, ID-4)', () => {
  scene('takes two people, each with their own proof; shows the named fields to them alone, and writes it all down', async (cast) => {
    const { ada, mio, iben, cleo } = cast;
    const { clinical, safe } = await place(cast);
    await clockings.clockIn(safe, 60);
    const caseId = await urgent(ada);
    expect(await glass.known(clinical, caseId)).toMatchObject({ name: 'ada', fields: ['name', 'phone', 'address'] });
    await expect(glass.ask(clinical, caseId, asking_(), { pass: 'a wrong sentence altogether', code: '' })).rejects.toMatchObject({ field: 'pass' });
    const id = await glass.ask(clinical, caseId, asking_(), proof('hanna'));
    await expect(glass.ask(safe, caseId, asking_(), proof('bo'))).rejects.toMatchObject({ key: 'safety.refused.glassTwice' });
    await expect(glass.see(clinical, id)).rejects.toThrow(NotFound);
    await expect(glass.agree(clinical, id, 1, proof('hanna'))).rejects.toMatchObject({ key: 'safety.refused.glassSelf' });
    await expect(glass.openAlone(clinical, id, 1, proof('hanna'))).rejects.toMatchObject({ key: 'safety.refused.glassSecond' });
    await expect(glass.agree(mio as unknown as Lead, id, 1, proof('mio'))).rejects.toMatchObject({ key: 'safety.refused.glassKind' });
    await expect(glass.agree(safe, id, 1, proof('hanna'))).rejects.toMatchObject({ field: 'pass' });
    await expect(glass.agree(safe, id, 2, proof('bo'))).rejects.toMatchObject({ key: 'safety.refused.stale' });
    await glass.agree(safe, id, 1, proof('bo'));
    await expect(glass.agree(safe, id, 2, proof('bo'))).rejects.toMatchObject({ key: 'safety.refused.glassState' });

    const seen = await glass.see(clinical, id);
    expect(seen.details).toEqual({ phone: '01632 960000', address: '1 High Street' });
    await glass.see(safe, id);
    for (const other of [mio, iben, cleo]) await expect(glass.see(other as unknown as Lead, id)).rejects.toThrow(NotFound);
    await expect(glass.see(clinical, id, new Date(Date.now() + 61 * 60_000))).rejects.toThrow(NotFound);

    await expect(reviews.end(clinical, id, 2, { recipient: 'emergency', outcome: 'Ambulance sent.', telling: 'later', tellingWhy: '' })).rejects.toMatchObject({ field: 'tellingWhy' });
    await expect(reviews.end(mio as unknown as Lead, id, 2, { recipient: 'emergency', outcome: 'Ambulance sent.', telling: 'now', tellingWhy: '' })).rejects.toThrow(NotFound);
    await reviews.end(clinical, id, 2, { recipient: 'emergency', outcome: 'Ambulance sent.', telling: 'now', tellingWhy: '' });
    await expect(glass.see(clinical, id)).rejects.toThrow(NotFound);
    expect(await sql`select data -> 'memberId' as to from platform.events where name = 'safety.glass.told'`).toEqual([{ to: ada.id }]);
    expect(await log.aboutMe(ada)).toMatchObject([{ reason: 'dangerSelf', fields: ['phone', 'address'], seen: [expect.any(Date), expect.any(Date)] }]);
    expect(await log.aboutMe(cleo)).toEqual([]);

    for (const part of [clinical, safe]) await expect(reviews.review(part, id, 3, 'right', 'I looked at it all.')).rejects.toThrow(NotFound);
    await expect(reviews.review(mio, id, 3, 'right', 'I looked at it all.')).rejects.toThrow(NotFound);
    await reviews.review(iben, id, 3, 'right', 'I looked at the case and at what was told.');
    const whole = await glasses.one(iben, id);
    expect(whole.log.map(({ what, by }) => [what, by])).toEqual([['asked', 'hanna'], ['agreed', 'bo'], ['seen', 'hanna'], ['seen', 'bo'], ['ended', 'hanna'], ['reviewed', 'iben']]);
    expect(JSON.stringify(whole)).not.toContain('960000');
    await expect(glasses.one(mio, id)).rejects.toThrow(NotFound);
    expect((await log.published())[0]!.count).toBe(1);
  });
  scene('is for one urgent case, by a lead, with every question answered', async (cast) => {
    const { ada, mio } = cast;
    const { clinical } = await place(cast);
    const [caseId, low, own] = [await urgent(ada), await urgent(cast.cleo, 'low'), await urgent(clinical)];
    const ask = (over: Partial<glass.Asking>, which = caseId) => glass.ask(clinical, which, asking_(over), proof('hanna'));
    for (const [over, field] of [[{ reason: 'curious' }, 'reason'], [{ basis: 'none' }, 'basis'], [{ consent: '' }, 'consent'], [{ why: 'so' }, 'why'], [{ fields: ['diagnosis'] }, 'fields']] as const) {
      await expect(ask(over)).rejects.toMatchObject({ field });
    }
    await expect(ask({}, low)).rejects.toMatchObject({ key: 'safety.refused.glassCase' });
    await expect(ask({}, own)).rejects.toThrow(NotFound);
    await expect(glass.ask(mio as unknown as Lead, caseId, asking_(), proof('mio'))).rejects.toThrow(NotFound);
    expect(await asHouse(() => sql`select 1 from safety.glasses`)).toEqual([]);
  });
  scene('may be opened by one alone when nobody is here who may agree: not a host, a moderator, a plan or the one who asks (safety guide 2.3)', async (cast) => {
    const { ada, iben } = cast;
    const { clinical, safe } = await place(cast); // mio, a moderator, is here
    const always = { kind: 'here', days: ['1', '2', '3', '4', '5', '6', '7'], from: '00:00', to: '24:00', timeZone: 'UTC' };
    await rota.add(cast.mio, { code: cast.bo.code, ...always });
    await clockings.clockIn(cast.hanna, 60);
    const id = await glass.ask(clinical, await urgent(ada), asking_(), proof('hanna'));
    expect((await glasses.one(clinical, id)).may.alone).toBe(true);
    await clockings.clockIn(safe, 60);
    expect((await glasses.one(clinical, id)).may.alone).toBe(false);
    await expect(glass.openAlone(clinical, id, 1, proof('hanna'))).rejects.toMatchObject({ key: 'safety.refused.glassSecond' });
    await clockings.out(safe);
    await glass.openAlone(clinical, id, 1, proof('hanna'));
    expect((await glasses.one(iben, id)).log.map(({ what }) => what)).toEqual(['asked', 'openedAlone']);

    // Who knows whom it is about cannot agree about them, also while they are here.
    const other = await glass.ask(clinical, await urgent(cast.cleo), asking_(), proof('hanna'));
    await clockings.clockIn(safe, 60);
    await handing.know(safe, cast.cleo.code);
    expect((await glasses.one(clinical, other)).may.alone).toBe(true);
  });
  scene('wakes the other leads, wherever they left an address, and the operator’s own system', async (cast) => {
    const { ada, hanna, bo } = cast;
    const { clinical } = await place(cast);
    for (const lead of [hanna, bo]) await asHouse(() => sql`insert into safety.reaches (member_id, sealed_address, confirmed_at) values (${lead.id}, 'sealed', now())`);
    const settings = { WEBHOOK_URL: process.env.WEBHOOK_URL, WEBHOOK_SECRET: process.env.WEBHOOK_SECRET };
    Object.assign(process.env, { WEBHOOK_URL: 'https://call.example.org/', WEBHOOK_SECRET: 'a secret for this test' });
    try {
      const caseId = await urgent(ada);
      await glass.ask(clinical, caseId, asking_(), proof('hanna'));
      const told = await asHouse(() => sql`select step, channel, safety.called(member_id) as name from safety.escalations where case_id = ${caseId} order by channel`);
      expect(told).toEqual([{ step: 'lead', channel: 'mail', name: 'bo' }, { step: 'lead', channel: 'webhook', name: null }]);
      expect(await sql`select count(*)::int as many from platform.events where name = 'safety.case.escalated' and data ->> 'caseId' = ${caseId}`).toEqual([{ many: 2 }]);
    } finally {
      for (const [name, value] of Object.entries(settings)) if (value === undefined) delete process.env[name]; else process.env[name] = value;
    }
  });
  scene('may be opened by one alone when nobody is here, and another looks within twelve hours', async (cast) => {
    const { ada, mio, iben } = cast;
    const { clinical, safe } = await place(cast);
    await clockings.out(mio);
    const caseId = await urgent(ada);
    const id = await glass.ask(clinical, caseId, asking_(), proof('hanna'));
    await expect(glass.openAlone(safe, id, 1, proof('bo'))).rejects.toThrow(NotFound);
    await glass.openAlone(clinical, id, 1, proof('hanna'));
    expect((await glass.see(clinical, id)).details.phone).toBe('01632 960000');
    await expect(glass.see(safe, id)).rejects.toThrow(NotFound);
    await expect(reviews.secondLook(clinical, id, 2, 'right')).rejects.toThrow(NotFound);
    await reviews.sweep(new Date(Date.now() + 13 * 3_600_000));
    expect(await sql`select data from platform.alarms where what = 'glass.review' and seen_at is null`).toEqual([{ data: { glass: id } }]);
    await reviews.secondLook(safe, id, await versionOf(safe, id), 'wrong');
    await expect(glass.see(clinical, id), 'what was wrong ends at once').rejects.toThrow(NotFound);
    await expect(reviews.review(safe, id, await versionOf(safe, id), 'wrong', 'I said so myself.')).rejects.toThrow(NotFound);
    await reviews.decideTelling(iben, id, await versionOf(safe, id), { telling: 'now', tellingWhy: '' });
    await reviews.review(iben, id, await versionOf(safe, id), 'wrong', 'It could have waited for a second person.');
  });
  scene('ends by the clock, lapses when nobody answers, and can be turned down with a reason', async (cast) => {
    const { ada, cleo } = cast;
    const { clinical, safe } = await place(cast);
    const [one, two] = [await glass.ask(clinical, await urgent(ada), asking_(), proof('hanna')), await glass.ask(clinical, await urgent(cleo), asking_(), proof('hanna'))];
    await expect(glass.turnDown(safe, one, 1, '')).rejects.toMatchObject({ field: 'words' });
    await glass.turnDown(safe, one, 1, 'Her sister is with her.');
    await expect(glass.agree(safe, one, 2, proof('bo'))).rejects.toMatchObject({ key: 'safety.refused.glassState' });
    await reviews.sweep(new Date(Date.now() + 13 * 3_600_000));
    expect([(await glasses.one(safe, one)).state, (await glasses.one(safe, two)).state]).toEqual(['refused', 'lapsed']);
  });
  scene('keeps a record that shows when somebody changed it, and that the app cannot change', async (cast) => {
    const { ada, hanna } = cast;
    const { clinical } = await place(cast);
    await glass.ask(clinical, await urgent(ada), asking_(), proof('hanna'));
    expect(await log.firstBreak()).toBeUndefined();
    expect(await asking(hanna, () => sql`select 1 from safety.glass_log`)).toEqual([]);
    await expect(asHouse(() => sql`update safety.glass_log set what = 'agreed'`)).rejects.toThrow();
    await expect(asHouse(() => sql`delete from safety.glass_log`)).rejects.toThrow();
    // Whoever owns the tables could force it; then the chain no longer fits.
    await sql`set role none`;
    await sql`alter table safety.glass_log disable trigger stays`;
    await asHouse(() => sql`update safety.glass_log set data = data || '{"why":"something else"}'`);
    expect(await log.firstBreak()).toEqual(expect.any(Number));
    await sql`set role alongside_app`;
  });
});
