import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { questionnaireResponse } from '#measures/export-rules';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import * as things from '#measures/things';
import * as wishes from '#measures/wishes';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

const phq8 = () => instruments.one('phq-8');
const phq9 = () => instruments.one('phq-9');
const eight = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [String(at + 1), 1]));
const nine = (last: number | null) => ({ ...eight, 9: last });
const begin = (member: Member, instrument = phq8(), isWatched = false, now = new Date()) => responses.begin(member, instrument, { language: 'en', isWatched }, now);
const heard = async () => (await asHouse(() => sql<{ name: string; data: Record<string, unknown> }>`select name, data from platform.events where name like 'measures.%' order by id`)).map(({ data }) => data);
const saidNo = (work: Promise<unknown>) => work.then(() => 'yes', (error: Refusal) => error.key);
const day = 86_400_000;

describe('a response (TOOL-13, RES-3)', () => {
  scene('is the member’s own: sealed, read by nobody else, by no role, and by no page that asks as the house', async ({ ada, bo, mio, iben }) => {
    const id = await begin(ada);
    await responses.give(ada, id, phq8(), { 1: 3 });
    expect((await responses.one(ada, id)).answers).toEqual({ 1: 3 });
    for (const other of [bo, mio, iben]) {
      await expect(responses.one(other, id)).rejects.toBeInstanceOf(NotFound);
      await expect(responses.give(other, id, phq8(), { 1: 0 })).rejects.toBeInstanceOf(NotFound);
      await expect(responses.finish(other, id, phq8(), instruments.eight())).rejects.toBeInstanceOf(NotFound);
      await responses.takeAway(other, id);
      expect(await asking(other, () => sql`select 1 from measures.answers`)).toEqual([]);
    }
    expect(await responses.of(bo)).toEqual([]);
    const rows = [...(await asking(ada, () => sql`select * from measures.responses`)), ...(await asking(ada, () => sql`select * from measures.answers`))];
    expect(JSON.stringify(rows)).not.toMatch(/phq-8|"1"/);
    expect(await asHouse(() => sql`select 1 from measures.responses`)).toEqual([]);
  });
  scene('does not open when it is laid into somebody else’s hands, nor in another row', async ({ ada, bo }) => {
    const id = await begin(ada);
    await responses.give(ada, id, phq8(), { 1: 3 });
    const [row] = await asking(ada, () => sql<{ sealed: string }>`select sealed from measures.responses where id = ${id}`);
    const forged = randomUUID();
    await asking(bo, () => sql`insert into measures.responses (id, member_id, sealed) values (${forged}, ${bo.id}, ${row!.sealed})`);
    await expect(responses.one(bo, forged)).rejects.toThrow();
  });
  scene('keeps everything that was answered; the newer answer counts, the same again is nothing new', async ({ ada }) => {
    const id = await begin(ada);
    await responses.give(ada, id, phq8(), { 1: 3 });
    await responses.give(ada, id, phq8(), { 1: 3 });
    await responses.give(ada, id, phq8(), { 1: null, 2: 0 });
    const response = await responses.one(ada, id);
    expect(response.answers).toEqual({ 1: null, 2: 0 });
    expect(response.sent.map(({ answers }) => answers)).toEqual([{ 1: 3 }, { 1: null, 2: 0 }]);
    await expect(asking(ada, () => sql`update measures.answers set sealed = ''`)).rejects.toThrow(/permission denied/);
  });
  scene('is begun once, gone on with, done once, and begun again when its two weeks are over', async ({ ada }) => {
    const start = new Date(Date.now() - 40 * day);
    const id = await begin(ada, phq8(), false, start);
    expect(await begin(ada, phq8(), false, start)).toBe(id);
    await responses.give(ada, id, phq8(), eight);
    await responses.finish(ada, id, phq8(), instruments.eight(), start);
    await responses.finish(ada, id, phq8(), instruments.eight(), start);
    expect(await saidNo(begin(ada, phq8(), false, new Date(start.getTime() + 13 * day)))).toBe('measures.refused.early');
    expect(await saidNo(responses.give(ada, id, phq8(), { 1: 0 }))).toBe('measures.refused.done');
    const again = await begin(ada, phq8(), false, new Date(start.getTime() + 14 * day));
    expect(again).not.toBe(id);
    expect((await responses.begun(ada, phq8(), new Date(start.getTime() + 15 * day)))?.id).toBe(again);
    expect(await responses.begun(ada, phq8(), new Date(start.getTime() + 29 * day))).toBeUndefined();
  });
  scene('is scored when it is done; another version of the arithmetic adds a score and leaves the old one', async ({ ada }) => {
    const id = await begin(ada);
    await responses.give(ada, id, phq8(), eight);
    await responses.finish(ada, id, phq8(), instruments.eight());
    const done = await responses.one(ada, id);
    expect(done.kept).toMatchObject([{ score: { version: 'phq-8/1', total: 8, band: 'mild' }, subthreshold: { a: true, b: null, c: false } }]);
    const { scoring } = phq8();
    await responses.keepScore(ada, done, { ...scoring, version: 'phq-8/2', bands: [scoring.bands[0]!] }, scoring);
    await responses.keepScore(ada, done, { ...scoring, bands: [scoring.bands[0]!] }, scoring); // version 1 again
    expect((await responses.one(ada, id)).kept.map(({ score }) => [score.version, score.band])).toEqual([['phq-8/1', 'mild'], ['phq-8/2', 'minimal']]);
  });
  scene('with nothing in it is not done', async ({ ada }) => {
    expect(await saidNo(responses.finish(ada, await begin(ada), phq8(), instruments.eight()))).toBe('measures.refused.empty');
  });
  scene('goes when the member takes it away, with every answer', async ({ ada }) => {
    const id = await begin(ada);
    await responses.give(ada, id, phq8(), eight);
    await responses.takeAway(ada, id);
    await responses.takeAway(ada, id);
    expect(await responses.of(ada)).toEqual([]);
    expect(await asking(ada, () => sql`select 1 from measures.answers`)).toEqual([]);
  });
});

describe('an answer about harm to oneself (safety guide §1.4)', () => {
  scene('acts when it is given, before any total, also when the form is left there; people hear ids and how soon, never an answer', async ({ ada }) => {
    const id = await begin(ada, phq9(), true);
    expect((await responses.give(ada, id, phq9(), { 9: 1 })).isPending).toBe(true);
    expect(await heard()).toEqual([{ responseId: id, personaId: ada.personaId, level: 'low', once: expect.any(String) }]);
    await responses.give(ada, id, phq9(), { 9: 1 });
    expect(await heard()).toHaveLength(1);
    expect(await saidNo(responses.finish(ada, id, phq9(), instruments.eight()))).toBe('measures.refused.calmFirst');
    await responses.give(ada, id, phq9(), { 9: 3 });
    expect((await heard()).at(-1)).toMatchObject({ level: 'concern' });
    await responses.saySafe(ada, id, 'unsure');
    await responses.saySafe(ada, id, 'unsure');
    expect((await heard()).map(({ level }) => level)).toEqual(['low', 'concern', 'urgent']);
    await responses.give(ada, id, phq9(), eight);
    await responses.finish(ada, id, phq9(), instruments.eight());
    expect((await responses.one(ada, id)).kept[0]!.score).toMatchObject({ total: 11, safety: [{ state: 'acts' }] });
  });
  scene('reaches nobody where the member was told that nobody sees it, and the calm page comes all the same', async ({ ada }) => {
    const id = await begin(ada, phq9(), false);
    expect((await responses.give(ada, id, phq9(), { 9: 2 })).isPending).toBe(true);
    await responses.saySafe(ada, id, 'no');
    expect(await heard()).toEqual([]);
    expect((await responses.one(ada, id)).isPending).toBe(false);
  });
  scene('of nought, or skipped, opens nothing; skipped is not a no', async ({ ada }) => {
    const id = await begin(ada, phq9(), true);
    expect((await responses.give(ada, id, phq9(), nine(0))).isPending).toBe(false);
    await responses.give(ada, id, phq9(), { 9: null });
    await responses.finish(ada, id, phq9(), instruments.eight());
    expect((await responses.one(ada, id)).kept[0]!.score.safety).toEqual([{ item: '9', state: 'notAnswered' }]);
    expect(await heard()).toEqual([]);
  });
  scene('wants the calm page again when it is answered anew, and another word than ours is none', async ({ ada }) => {
    const id = await begin(ada, phq9(), true);
    await responses.give(ada, id, phq9(), { 9: 1 });
    await expect(responses.saySafe(ada, id, 'maybe')).rejects.toBeInstanceOf(NotFound);
    await responses.saySafe(ada, id, 'yes');
    await responses.give(ada, id, phq9(), { 9: 2 });
    expect((await responses.one(ada, id)).isPending).toBe(true);
  });
});

describe('an answer about harm to oneself that comes when another device was done already (safety guide §1.4)', () => {
  const day = 86_400_000;
  scene('acts all the same and is kept, and changes neither the answers nor the score', async ({ ada }) => {
    const id = await begin(ada, phq9(), true);
    await responses.give(ada, id, phq9(), nine(0));
    await responses.finish(ada, id, phq9(), instruments.eight());
    const before = await responses.one(ada, id);
    expect((await responses.give(ada, id, phq9(), { 1: 3, 9: 3 })).isPending).toBe(true);
    await responses.give(ada, id, phq9(), { 9: 3 });
    expect((await heard()).map(({ level }) => level)).toEqual(['concern']);
    const after = await responses.one(ada, id);
    expect([after.answers, after.kept, after.doneAt]).toEqual([before.answers, before.kept, before.doneAt]);
    expect(after.sent.at(-1)).toMatchObject({ late: { 9: 3 }, acts: true });
    expect(await saidNo(responses.give(ada, id, phq9(), { 1: 3 })), 'nothing else is taken any more').toBe('measures.refused.done');
    expect((await responses.newest(ada, phq9()))?.id).toBe(id);
  });
  scene('brings the calm page, and what is said on one is heard after it is done, and anew on another day', async ({ ada, bo }) => {
    const id = await begin(ada, phq9(), true);
    await responses.give(ada, id, phq9(), nine(1));
    await responses.saySafe(ada, id, 'yes');
    await responses.finish(ada, id, phq9(), instruments.eight());
    await responses.saySafe(ada, id, 'no');
    await responses.saySafe(ada, id, 'no');
    expect((await heard()).map(({ level }) => level)).toEqual(['low', 'urgent']);
    await responses.saySafe(ada, id, 'no', new Date(Date.now() + 2 * day));
    expect((await heard()).map(({ level }) => level)).toEqual(['low', 'urgent', 'urgent']);
    expect((await responses.calming(ada, phq9()))?.id).toBe(id);
    expect(await responses.calming(bo, phq9())).toBeUndefined();
  });
});

describe('what a member takes along (ID-1)', () => {
  scene('is every answer with its scores, and FHIR with the codes of LOINC', async ({ ada, bo }) => {
    const id = await begin(ada);
    await responses.give(ada, id, phq8(), { ...eight, 3: null });
    await responses.finish(ada, id, phq8(), instruments.eight());
    const fhir = questionnaireResponse(await responses.one(ada, id), phq8()) as { contained: { item: object[] }[]; item: { linkId: string; answer?: object[] }[] };
    expect(fhir).toMatchObject({ resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: '#phq-8' });
    expect(fhir.contained[0]!.item[0]).toMatchObject({ linkId: '1', code: [{ system: 'http://loinc.org', code: '44250-9' }] });
    expect(fhir.item[0]!.answer).toEqual([{ valueCoding: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: 1 }], system: 'http://loinc.org', code: 'LA6569-3', display: 'Several days' } }]);
    expect(fhir.item[2]).toEqual({ linkId: '3', text: 'Trouble falling or staying asleep, or sleeping too much' });
    const old = questionnaireResponse({ ...(await responses.one(ada, id)), version: '0' }, phq8()) as { item: object[] };
    expect(old.item[0]).toEqual({ linkId: '1', answer: [{ valueInteger: 1 }] });
    const mine = (await things.of(ada)) as { wellbeingQuestions: unknown[] };
    expect(mine.wellbeingQuestions).toMatchObject([{ instrument: 'phq-8', scores: [{ total: 8, band: 'mild', flags: ['prorated'] }] }]);
    expect(((await things.of(bo)) as { wellbeingQuestions: unknown[] }).wellbeingQuestions).toEqual([]);
  });
  scene('how they like to be asked is kept, and Later lasts a week', async ({ ada, bo }) => {
    await wishes.chooseLayout(ada, 'all');
    await wishes.putOff(ada, 'phq-8', new Date('2026-11-21T10:00:00Z'));
    expect(await wishes.of(ada)).toEqual({ layout: 'all', later: { 'phq-8': '2026-11-28T10:00:00.000Z' } });
    await wishes.takeUp(ada, 'phq-8');
    expect(await wishes.of(ada)).toEqual({ layout: 'all', later: {} });
    expect(await wishes.of(bo)).toEqual({ layout: 'one', later: {} });
  });
});
