import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotFound, Refusal } from '#platform/answers';
import { isIn, readQuestionnaire, readScoring, sayIn } from '#measures/instrument-rules';
import * as instruments from '#measures/instruments';
import { scene } from '#test/scene';

const shippedFile = (id: string) => JSON.parse(readFileSync(`src/rooms/measures/instruments/${id}/questionnaire.json`, 'utf8')) as Record<string, unknown> & { item: Record<string, unknown>[] };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'measures-'));
  process.env.MEASURES_DIR = folder;
  instruments.forget();
});
afterEach(() => {
  delete process.env.MEASURES_DIR;
  rmSync(folder, { recursive: true });
  instruments.forget();
});
function bring(id: string, name: string, content: unknown) {
  mkdirSync(join(folder, id), { recursive: true });
  writeFileSync(join(folder, id, `${name}.json`), typeof content === 'string' ? content : JSON.stringify(content));
  instruments.forget();
}
/** A made-up questionnaire of as many questions as the slot counts: the real words are not ours. */
const madeUp = (items: number, least: number, most: number) => ({
  resourceType: 'Questionnaire', url: 'urn:test', title: 'Made up', language: 'en',
  item: Array.from({ length: items }, (_, at) => ({
    linkId: String(at + 1), text: `Question ${at + 1}`, type: 'choice',
    answerOption: Array.from({ length: most - least + 1 }, (_one, value) => ({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: value + least }], valueCoding: { display: `Answer ${value + least}` } }))
  }))
});
const kept = async (id: string, people: readonly instruments.PeopleLack[] = [], today?: Date) => (await instruments.all(people, today)).find((one) => one.id === id)!;
const saidNo = (work: Promise<unknown>) => work.then(() => 'yes', (error: Refusal) => error.key);
const everything = { choice: 'on', people: [], isNonCommercial: false };

describe('an instrument', () => {
  scene('that is shipped is asked: the eight, the two and the seven; others wait for a steward', async () => {
    expect((await instruments.open([])).map(({ id }) => id)).toEqual(['phq-8', 'phq-2', 'gad-7']);
  });
  scene('that asks about harm refuses to be switched on without people, and each missing thing is named', async ({ iben }) => {
    const people = ['rota', 'hours', 'consent', 'alert'] as const;
    expect((await kept('phq-9', people)).lacks).toEqual([...people]);
    for (const lack of people) expect(await saidNo(instruments.choose(iben, 'phq-9', { ...everything, people: [lack] })), lack).toBe('measures.refused.lacks');
    expect(await saidNo(instruments.choose(iben, 'phq-9', everything))).toBe('yes');
    expect((await instruments.open([])).map(({ id }) => id)).toContain('phq-9');
    expect((await instruments.open(['alert'])).map(({ id }) => id)).not.toContain('phq-9'); // what was there can be gone again
    expect((await kept('phq-8', people)).lacks).toEqual([]);
  });
  scene('of the World Health Organization asks whether money is made here; on and off stay written', async ({ iben }) => {
    expect(await saidNo(instruments.choose(iben, 'who-5', everything))).toBe('measures.refused.nonCommercial');
    await instruments.choose(iben, 'who-5', { ...everything, isNonCommercial: true });
    await instruments.choose(iben, 'who-5', { ...everything, isNonCommercial: true });
    expect((await kept('who-5')).isChosen).toBe(true);
    await instruments.choose(iben, 'who-5', { ...everything, choice: 'off' });
    expect((await kept('who-5')).isChosen).toBe(false);
    await expect(instruments.choose(iben, 'nothing', everything)).rejects.toBeInstanceOf(NotFound);
    await expect(instruments.choose(iben, 'who-5', { ...everything, choice: 'maybe' })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('a slot', () => {
  scene('is empty until an operator brings questions, a licence and its last day', async ({ iben }) => {
    expect((await kept('brs')).lacks).toEqual(['questionnaire', 'licence']);
    expect(await saidNo(instruments.choose(iben, 'brs', everything))).toBe('measures.refused.lacks');
    bring('brs', 'questionnaire', madeUp(6, 1, 5));
    expect((await kept('brs')).lacks).toEqual(['licence']);
    bring('brs', 'licence', { licenceRef: 'BRS-1', expires: 'next year' });
    expect((await kept('brs')).lacks).toEqual(['expires']);
    bring('brs', 'licence', { licenceRef: 'BRS-1', holder: 'Somebody', expires: '2027-03-01' });
    expect(await kept('brs', [], new Date('2026-11-21'))).toMatchObject({ lacks: [], warnings: [], title: 'Made up' });
    expect(await kept('brs', [], new Date('2027-01-10'))).toMatchObject({ lacks: [], warnings: ['expiresSoon'] });
    expect(await kept('brs', [], new Date('2027-03-01T20:00:00Z'))).toMatchObject({ lacks: [] });
    expect(await kept('brs', [], new Date('2027-03-02'))).toMatchObject({ lacks: ['expired'] });
    await instruments.choose(iben, 'brs', everything);
    expect((await instruments.open([], new Date('2026-11-21'))).map(({ id }) => id)).toContain('brs');
    expect((await instruments.open([], new Date('2027-03-02'))).map(({ id }) => id)).not.toContain('brs');
  });
  scene('with broken files, or the wrong questions, is refused and stops nothing else', async () => {
    bring('brs', 'questionnaire', '{"resourceType":');
    bring('core-10', 'questionnaire', madeUp(9, 0, 4));
    bring('wsas', 'questionnaire', madeUp(5, 0, 9));
    bring('brs', 'licence', '"yes"');
    expect((await kept('brs')).lacks).toEqual(['unreadable', 'licence']);
    expect((await kept('core-10')).lacks).toContain('fit');
    expect((await kept('wsas')).lacks).toContain('fit');
    expect((await instruments.open([])).map(({ id }) => id)).toEqual(['phq-8', 'phq-2', 'gad-7']);
  });
  scene('that asks about harm wants people as well; PAM brings nothing of its own', async () => {
    bring('core-10', 'questionnaire', madeUp(10, 0, 4));
    bring('core-10', 'licence', { licenceRef: 'x', expires: '2099-01-01' });
    expect(await kept('core-10', ['rota'])).toMatchObject({ lacks: ['rota'], warnings: ['unchecked'] });
    bring('pam-13', 'questionnaire', madeUp(13, 1, 4));
    bring('pam-13', 'licence', { licenceRef: 'x', expires: '2099-01-01' });
    expect((await kept('pam-13')).lacks).toEqual(['scoring']);
  });
});

describe('a translation', () => {
  const translated = (file: ReturnType<typeof shippedFile>) => ({
    ...file, _description: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/translation', extension: [{ url: 'lang', valueCode: 'nb' }, { url: 'content', valueString: 'nb stem' }] }] },
    item: file.item.map((item) => ({
      ...item, _text: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/translation', extension: [{ url: 'lang', valueCode: 'nb' }, { url: 'content', valueString: `nb ${String(item.linkId)}` }] }] },
      answerOption: (item.answerOption as { valueCoding: object }[]).map((option, at) => ({ ...option, valueCoding: { ...option.valueCoding, _display: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/translation', extension: [{ url: 'lang', valueCode: 'nb' }, { url: 'content', valueString: `nb answer ${at}` }] }] } } }))
    }))
  });
  it('is laid beside the shipped words, and said where it is', () => {
    expect(isIn(instruments.one('gad-7').questionnaire, 'nb')).toBe(false);
    bring('gad-7', 'questionnaire', translated(shippedFile('gad-7')));
    const { questionnaire } = instruments.one('gad-7');
    expect(isIn(questionnaire, 'nb')).toBe(true);
    expect(sayIn(questionnaire.items[0]!.texts, 'nb', 'en')).toEqual({ text: 'nb 1', lang: 'nb' });
    expect(sayIn(questionnaire.items[0]!.texts, 'ar', 'en')).toEqual({ text: 'Feeling nervous, anxious or on edge', lang: 'en' });
  });
  scene('that changes a word of the original is left out, and the steward is told', async () => {
    const file = translated(shippedFile('gad-7'));
    (file.item[0]!.answerOption as unknown as { valueCoding: { display: string } }[])[0]!.valueCoding.display = 'Not at all sure';
    bring('gad-7', 'questionnaire', file);
    expect(await kept('gad-7')).toMatchObject({ lacks: [], warnings: ['changedWords'] });
    expect(instruments.one('gad-7').questionnaire.items[0]!.options[0]!.texts.en).toBe('Not at all');
  });
});

describe('a file', () => {
  it('that is no questionnaire we can ask, or no scoring we can follow, is none', () => {
    for (const wrong of [null, [], 'x', {}, { resourceType: 'Patient' }, { resourceType: 'Questionnaire', item: [] }, { resourceType: 'Questionnaire', item: [{ linkId: '1', text: 'x', type: 'group' }] }]) expect(readQuestionnaire(wrong)).toBeUndefined();
    expect(readQuestionnaire({ ...madeUp(2, 0, 1), item: [madeUp(1, 0, 1).item[0], madeUp(1, 0, 1).item[0]] })).toBeUndefined();
    for (const wrong of [null, {}, { instrument: 'x' }]) expect(readScoring(wrong)).toBeUndefined();
  });
});
