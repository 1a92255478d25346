import { describe, expect, it } from 'vitest';
import { sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { draw } from '#platform/qr';
import * as instruments from '#measures/instruments';
import { score } from '#measures/scoring-rules';
import * as codes from '#referral/codes';
import * as offers from '#referral/offers';
import * as papers from '#referral/papers';
import { fitOf, gate, isEnough } from '#referral/screening-rules';
import { emptyOffer, namesSomebody, saidCount } from '#referral/way-rules';
import { scene } from '#test/scene';

const clinic = { kind: 'clinic', label: 'Rheumatology, waiting room', language: 'en' };
const key = (work: Promise<unknown>) => work.then(() => 'done', (error: Refusal) => error.key);

describe('a code (REF-3)', () => {
  it.each<[string, boolean]>([
    ['Rheumatology, waiting room', false], ['Guy’s Hospital, level 2', false], ['St Mary’s, ward 4', false], ['Nurse Clinic, Tuesday', false], ['Poster campaign, spring 2027', false], ['Lege- og helsesenteret', false],
    ['Dr Smith', true], ['dr. Hansen sitt kontor', true], ['for Nurse Jackie', true], ['Anna’s patients', true], ['sykepleier Kari', true], ['anna@example.org', true], ['ring 912 34 567', true]
  ])('“%s” names somebody: %s', (label, does) => {
    expect(namesSomebody(label)).toBe(does);
  });
  it.each<[number, number, number | null]>([[0, 10, null], [9, 10, null], [10, 10, 10], [14, 10, 10], [15, 10, 15], [7, 7, 7], [13, 7, 10], [0, 0, null]])('that %i opened is said, from %i on, as %s', (count, smallest, said) => {
    expect(saidCount(count, smallest)).toBe(said);
  });
  scene('is made for a place, opens a page, and counts only while it is in use', async ({ iben }) => {
    const code = await codes.make(iben, clinic);
    expect(await codes.read(code.toUpperCase())).toEqual({ code, language: 'en' });
    for (let at = 0; at < 12; at++) await codes.arrive(code, '', false);
    expect(await codes.all(iben, 10)).toMatchObject([{ code, label: clinic.label, count: 10 }]);
    expect(await codes.all(iben, 20)).toMatchObject([{ count: null }]);
    await codes.end(iben, code);
    await codes.end(iben, code);
    for (let at = 0; at < 12; at++) await codes.arrive(code, '', false);
    expect(await codes.all(iben, 10)).toMatchObject([{ count: 10 }]);
    expect(await codes.read(code)).toMatchObject({ code });
    await expect(codes.read('nosuch')).rejects.toBeInstanceOf(NotFound);
    await expect(codes.end(iben, 'nosuch')).rejects.toBeInstanceOf(NotFound);
    await codes.arrive('nosuch', '', false);
  });
  scene('counts one arrival a day from one place, and keeps neither the place nor the moment', async ({ iben }) => {
    const code = await codes.make(iben, clinic);
    for (let at = 0; at < 3; at++) await codes.arrive(code, '203.0.113.9', true);
    await codes.arrive(code, '203.0.113.10', true);
    expect(await sql`select * from referral.arrivals where code = ${code}`).toEqual([{ code, count: 2 }]);
    expect(JSON.stringify(await sql`select who from platform.tries where what = ${`arrival ${code}`}`)).not.toContain('203.0');
  });
  scene('is not made for a person, nor without a name', async ({ iben }) => {
    expect(await key(codes.make(iben, { ...clinic, label: 'Dr Smith' }))).toBe('referral.refused.person');
    expect(await key(codes.make(iben, { ...clinic, label: ' x ' }))).toBe('referral.refused.label');
  });
});

describe('a sheet', () => {
  it('says the same in both languages, and its picture leads to the address in letters', async () => {
    const [en, nb] = [await papers.paper('en', 'https://example.org/from/abc'), await papers.paper('nb', 'https://example.org/from/abc')];
    expect(Object.keys(en.say)).toEqual(Object.keys(nb.say));
    for (const [name, said] of Object.entries(nb.say)) expect(said, name).not.toBe(en.say[name]);
    expect(en.qr).toEqual(draw('https://example.org/from/abc'));
    expect(en.qr.picture.startsWith('M0 0h1v1h-1z')).toBe(true);
  });
});

describe('an offer (REF-2)', () => {
  const offer = { ...emptyOffer, deeds: ['talk' as const], name: 'Sol', workplace: 'A clinic', reach: 'sol@example.org', words: 'About sleep.' };
  scene('reaches stewards, sealed, once, and is gone when it was dealt with', async ({ iben }) => {
    await offers.make(offer, { address: '', once: 'a' });
    await offers.make(offer, { address: '', once: 'a' });
    expect(await offers.all(iben)).toMatchObject([offer]);
    expect(JSON.stringify(await sql`select * from referral.offers`)).not.toMatch(/sol@|sleep/);
    const { id } = (await offers.all(iben))[0]!;
    await offers.putAway(iben, id);
    expect(await offers.all(iben)).toEqual([]);
    for (const gone of [id, 'x']) await expect(offers.putAway(iben, gone)).rejects.toBeInstanceOf(NotFound);
  });
  scene('that somebody puts right in the form they sent it by, and sends again, reaches stewards too: both times once', async ({ iben }) => {
    for (const reach of ['sol@example.rog', 'sol@example.org', 'sol@example.org', 'sol@example.rog']) await offers.make({ ...offer, reach }, { address: '', once: 'form' });
    expect((await offers.all(iben)).map(({ reach }) => reach).sort()).toEqual(['sol@example.org', 'sol@example.rog']);
  });
  scene('is refused where nobody could answer it, and after many from one place', async ({ iben }) => {
    expect(await key(offers.make({ ...offer, deeds: [] }, { address: '', once: '' }))).toBe('referral.refused.deeds');
    expect(await key(offers.make({ ...offer, reach: 'ring me' }, { address: '', once: '' }))).toBe('referral.refused.reach');
    const often = { address: '203.0.113.9', isCounted: true };
    for (let at = 0; at < 6; at++) await offers.make(offer, { ...often, once: `o${at}` });
    expect(await key(offers.make(offer, { ...often, once: 'o6' }))).toBe('referral.refused.often');
    expect(await offers.all(iben)).toHaveLength(6);
  });
  scene('is never cut: what is too long is refused beside its field, and one letter less is kept whole', async ({ iben }) => {
    for (const [field, most] of Object.entries(offers.longest)) {
      const words = `1@${'ø'.repeat(most - 2)}`;
      await expect(offers.make({ ...offer, [field]: `${words}🙂` }, { address: '', once: `${field} long` })).rejects.toMatchObject({ key: 'referral.refused.long', field, values: { most } });
      await offers.make({ ...offer, [field]: words }, { address: '', once: field });
      expect((await offers.all(iben)).filter((made) => made[field as keyof typeof offers.longest] === words), field).toHaveLength(1);
    }
  });
  scene('goes by itself after a year', async ({ iben }) => {
    await offers.make(offer, { address: '', once: 'old' });
    await sql`update referral.offers set made_on = current_date - 366`;
    await offers.forgetOld();
    expect(await offers.all(iben)).toEqual([]);
  });
});

describe('the screening sheet (REF-1)', () => {
  it.each<[number | null, boolean, string]>([[0, false, 'little'], [4, false, 'little'], [5, false, 'made'], [9, false, 'made'], [9, true, 'doctorToo'], [10, false, 'doctorToo'], [14, true, 'doctorToo'], [15, false, 'doctorSoon'], [19, false, 'doctorSoon'], [20, false, 'doctorToday'], [24, true, 'doctorToday'], [null, false, 'unscored']])('with %s points (five symptoms: %s) says %s', (total, isMore, fit) => {
    expect(fitOf(total, isMore)).toBe(fit);
  });
  it('asks two first, in the wording of the instrument, and six more from two points on', () => {
    const [two, eight] = [instruments.one('phq-2'), instruments.one('phq-8')];
    expect(eight.questionnaire.items.slice(0, 2).map(({ texts }) => texts)).toEqual(two.questionnaire.items.map(({ texts }) => texts));
    expect(eight.questionnaire.items).toHaveLength(8);
    expect(two.scoring.marks?.find(({ id }) => id === 'two')?.from).toBe(gate);
    const of = (one: number, other: number) => isEnough(score(two.scoring, { 1: one, 2: other }).total);
    expect([of(0, 0), of(1, 0), of(1, 1), of(3, 3)]).toEqual([true, true, false, false]);
    expect(isEnough(score(two.scoring, { 1: 0 }).total)).toBe(false);
  });
});
