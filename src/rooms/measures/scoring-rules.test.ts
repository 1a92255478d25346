import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, readQuestionnaire, readScoring, shipped, slots } from '#measures/instrument-rules';
import { actsOn, answerTo, levelOf, round, score, type Answer, type Answers } from '#measures/scoring-rules';
import { isPersistent, subthreshold } from '#measures/subthreshold-rules';

const file = (id: string, name: string) => JSON.parse(readFileSync(`src/rooms/measures/instruments/${id}/${name}.json`, 'utf8')) as unknown;
const scoringOf = (id: string) => readScoring(file(id, 'scoring'))!;
const withArithmetic = [...shipped, ...slots.filter((id) => id !== 'pam-13')];

/** "2 2 - 1" as answers to items 1, 2, 3 …; "111x" with spaces left out is not read. */
const answersOf = (said: string): Answers =>
  Object.fromEntries(said.split(' ').map((one, at): [string, Answer] => [String(at + 1), one === '-' ? null : one === 'NA' ? 'na' : Number(one)]));
const of = (id: string, said: string) => score(scoringOf(id), answersOf(said));
const repeated = (one: number, times: number) => Array.from({ length: times }, () => one).join(' ');

describe('every vector of the safety guide (§1.3)', () => {
  const ones9 = repeated(1, 9);
  it.each([
    ['P1', 'phq-9', '1 1 1 1 1 0 0 0 0', 5, 'mild', 0, 'clear'],
    ['P2', 'phq-9', '0 0 0 0 0 0 0 0 1', 1, 'minimal', 1, 'acts'],
    ['P3', 'phq-9', '2 2 2 2 0 0 0 0 0', 8, 'mild', 4, 'clear'],
    ['P4', 'phq-9', '2 1 2 2 2 0 0 0 1', 10, 'moderate', 5, 'acts'],
    ['P5', 'phq-9', repeated(3, 9), 27, 'severe', 9, 'acts'],
    ['P6', 'phq-9', '2 2 - 1 1 1 1 1 0', 10, 'moderate', 2, 'clear'],
    ['P7', 'phq-9', '2 - - 2 2 1 1 0 0', 10, 'moderate', 3, 'clear'],
    ['P8', 'phq-9', '2 - - - 2 1 1 0 1', null, null, 3, 'acts'],
    ['P9', 'phq-9', `${repeated(1, 8)} -`, 9, 'mild', 0, 'notAnswered'],
    ['P10', 'phq-9', '1 1 1 1 0 0 0 0 -', 5, 'mild', 0, 'notAnswered'],
    ['P11', 'phq-9', ones9, 9, 'mild', 1, 'acts'],
    ['Q1', 'phq-8', repeated(1, 8), 8, 'mild', 0, undefined],
    ['Q2', 'phq-8', '2 2 1 1 1 1 1 1', 10, 'moderate', 2, undefined],
    ['Q3', 'phq-8', '1 1 1 1 0 0 0 -', 5, 'mild', 0, undefined],
    ['Q4', 'phq-8', '1 1 1 1 0 0 - -', 5, 'mild', 0, undefined]
  ])('%s: %s %s', (_, id, said, total, band, symptoms, safety) => {
    const found = of(id, said);
    expect(found.total).toBe(total);
    expect(found.band).toBe(band);
    expect(found.symptoms?.count).toBe(symptoms);
    expect(found.safety[0]?.state).toBe(safety);
  });
  it('P6 says that it was worked out from what was answered, P8 that it was not', () => {
    expect(of('phq-9', '2 2 - 1 1 1 1 1 0')).toMatchObject({ raw: 9, flags: ['prorated'] });
    expect(of('phq-9', '2 - - - 2 1 1 0 1')).toMatchObject({ total: null, band: null, flags: ['incomplete'] });
  });
  it.each([
    ['H1', 'phq-2', '1 2', 3, ['two', 'three']], ['H2', 'phq-2', '1 1', 2, ['two']], ['H3', 'phq-2', '3 -', null, []],
    ['G1', 'gad-7', repeated(1, 7), 7, []], ['G2', 'gad-7', `2 ${repeated(1, 6)}`, 8, ['nhsCase']], ['G3', 'gad-7', '2 2 2 2 1 1 0', 10, ['nhsCase']],
    ['G4', 'gad-7', '2 2 2 - - 1 1', 11, ['nhsCase']], ['G5', 'gad-7', '2 - - - 1 1 1', null, []],
    ['W1', 'who-5', '3 2 3 2 2', 48, ['poor']], ['W2', 'who-5', '3 3 3 2 2', 52, []], ['W3', 'who-5', '1 1 2 1 2', 28, ['poor', 'veryPoor']], ['W4', 'who-5', '4 - 3 3 3', null, []]
  ])('%s: %s %s', (_, id, said, total, marks) => {
    expect(of(id, said)).toMatchObject({ total, marks });
  });
  it('W1 keeps the raw sum beside the hundred', () => expect(of('who-5', '3 2 3 2 2').raw).toBe(12));
  it.each([
    ['G1', 'gad-7', repeated(1, 7), 'mild'], ['G3', 'gad-7', '2 2 2 2 1 1 0', 'moderate'],
    ['U1', 'ucla-3', '1 1 1', 'no'], ['U2', 'ucla-3', '2 2 1', 'no'], ['U3', 'ucla-3', '2 2 2', 'lonely'],
    ['B1', 'brs', '4 2 4 2 4 2', 'normal'], ['B2', 'brs', '2 4 2 4 2 4', 'low'], ['B3', 'brs', '5 1 5 1 5 1', 'high'], ['B4', 'brs', '3 3 3 3 3 3', 'normal'],
    ['B5', 'brs', '5 2 4 2 4 1', 'high'], ['B6', 'brs', '3 3 3 3 3 4', 'low'],
    ['X1', 'wsas', repeated(2, 5), 'significant'], ['X2', 'wsas', '5 4 4 4 4', 'severe'],
    ['R1', 'reqol-10', repeated(2, 10), 'clinical'],
    ['D2', 'promis-depression-4a', '3 3 2 2', 'mild'], ['D3', 'promis-depression-4a', '4 4 4 4', 'moderate'], ['D4', 'promis-depression-4a', '5 5 5 5', 'severe']
  ])('%s: %s %s is %s', (_, id, said, band) => expect(of(id, said).band).toBe(band));
  it.each([
    ['S1', 'swemwbs', repeated(1, 7), 7], ['S2', 'swemwbs', repeated(3, 7), 19.25], ['S3', 'swemwbs', repeated(4, 7), 25.03], ['S4', 'swemwbs', repeated(5, 7), 35], ['S5', 'swemwbs', '3 3 3 3 3 3 2', 18.59],
    ['U1', 'ucla-3', '1 1 1', 3], ['U3', 'ucla-3', '2 2 2', 6],
    ['B1', 'brs', '4 2 4 2 4 2', 4], ['B2', 'brs', '2 4 2 4 2 4', 2], ['B5', 'brs', '5 2 4 2 4 1', 4.33], ['B6', 'brs', '3 3 3 3 3 4', 2.83],
    ['X1', 'wsas', repeated(2, 5), 10], ['X2', 'wsas', '5 4 4 4 4', 21], ['R1', 'reqol-10', repeated(2, 10), 20],
    ['D1', 'promis-depression-4a', '1 1 1 1', 41], ['D2', 'promis-depression-4a', '3 3 2 2', 58.9], ['D3', 'promis-depression-4a', '4 4 4 4', 69.4], ['D4', 'promis-depression-4a', '5 5 5 5', 79.4]
  ])('%s: %s %s is %d', (_, id, said, total) => expect(of(id, said).total).toBe(total));
  it('X3: work does not apply: 16 of 32, raised to 20, and it says so', () => {
    expect(of('wsas', 'NA 4 4 4 4')).toMatchObject({ raw: 16, outOf: 32, total: 20, flags: ['notApplicable'] });
    expect(of('wsas', '- 4 4 4 4')).toMatchObject({ total: null, flags: ['incomplete'] }); // skipped is not the same
  });
  it('E1, E2: a profile and no index', () => {
    expect(of('eq-5d-5l', '2 1 2 3 2 70')).toMatchObject({ profile: '21232', total: null, band: null });
    expect(of('eq-5d-5l', '2 1 - 3 2')).toMatchObject({ profile: '21-32', flags: ['incomplete'] });
  });
});

describe('subthreshold depression (EDU-6, RES-3)', () => {
  const phq8 = scoringOf('phq-8');
  const by = (id: string, said: string) => subthreshold(scoringOf(id), phq8, answersOf(said));
  it.each([
    ['P1 is it by A and B, not by C', 'phq-9', '1 1 1 1 1 0 0 0 0', { a: true, b: true, c: false, isMore: false }],
    ['P3 by all three', 'phq-9', '2 2 2 2 0 0 0 0 0', { a: true, b: true, c: true, isMore: false }],
    ['P4 by A alone; C says more', 'phq-9', '2 1 2 2 2 0 0 0 1', { a: true, b: false, c: false, isMore: true }],
    ['Q1 by A; B cannot be known', 'phq-8', repeated(1, 8), { a: true, b: null, c: false, isMore: false }],
    ['Q2 is out of it by A', 'phq-8', '2 2 1 1 1 1 1 1', { a: false, b: null, c: true, isMore: false }],
    ['without all symptoms C is not known', 'phq-8', '2 2 0 0 0 0 0 -', { a: true, b: null, c: null, isMore: false }],
    ['two symptoms without a core one are not it', 'phq-8', '0 0 2 2 1 0 0 0', { a: true, b: null, c: false, isMore: false }]
  ])('%s', (_, id, said, expected) => expect(by(id, said)).toEqual(expected));
  it('is nothing an anxiety measure knows of', () => expect(by('gad-7', repeated(1, 7))).toBeNull());
  it('lasts when two checks two weeks apart agree and none between them does not', () => {
    const at = (day: number, a: boolean | null) => ({ at: new Date(Date.UTC(2026, 0, day)), a });
    expect(isPersistent([at(1, true), at(15, true)])).toBe(true);
    expect(isPersistent([at(1, true), at(14, true)])).toBe(false);
    expect(isPersistent([at(1, true), at(8, null), at(15, true)])).toBe(true);
    expect(isPersistent([at(1, true), at(16, false), at(17, true)])).toBe(false);
    expect(isPersistent([at(1, true), at(20, false)])).toBe(false);
    expect(isPersistent([])).toBe(false);
  });
});

describe('scoring, whatever is answered', () => {
  it('reads every definition that is here, and each questionnaire fits its own', () => {
    for (const id of withArithmetic) expect(scoringOf(id)?.instrument, id).toBe(id);
    for (const id of shipped) expect(fit(readQuestionnaire(file(id, 'questionnaire'))!, scoringOf(id)), id).toBe(true);
    expect(() => file('pam-13', 'scoring')).toThrow();
    for (const id of slots) expect(() => file(id, 'questionnaire'), `${id} ships no words`).toThrow();
  });
  const any = fc.constantFrom(...withArithmetic).chain((id) => {
    const scoring = scoringOf(id);
    const [least, most] = scoring.range;
    const answer = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: least, max: most }) }, { weight: 1, arbitrary: fc.constant(null) });
    return fc.tuple(...scoring.items.map(() => answer)).map((values) => ({ scoring, answers: Object.fromEntries(scoring.items.map((item, at) => [item, values[at]!])) }));
  });
  it('keeps a total in its range, and the order of answers does not matter', () => fc.assert(fc.property(any, ({ scoring, answers }) => {
    const found = score(scoring, answers);
    if (found.total !== null) expect(found.total >= scoring.of[0] && found.total <= scoring.of[1]).toBe(true);
    expect(score(scoring, Object.fromEntries(Object.entries(answers).reverse()))).toEqual(found);
  }), { numRuns: 600 }));
  it('gives no total when more is missing than may be, and never fills in what was asked about harm', () => fc.assert(fc.property(any, ({ scoring, answers }) => {
    const missing = scoring.items.filter((item) => answers[item] === null).length;
    const found = score(scoring, answers);
    if (missing > (scoring.missing.most ?? 0)) expect(found.total).toBeNull();
    for (const { item, state } of found.safety) expect(state === 'notAnswered').toBe(answers[item] === null);
  }), { numRuns: 600 }));
  it('gives a harder answer no lighter total', () => fc.assert(fc.property(any, ({ scoring, answers }) => {
    const [item] = scoring.items.filter((one) => typeof answers[one] === 'number' && answers[one] < scoring.range[1]);
    if (!item || scoring.method === 'profile') return;
    const before = score(scoring, answers).total;
    const after = score(scoring, { ...answers, [item]: (answers[item] as number) + 1 }).total;
    if (before !== null) expect(scoring.reverse?.includes(item) ? after! <= before : after! >= before).toBe(true);
  }), { numRuns: 600 }));
  it('keeps an old result as it was when the arithmetic has a new version', () => {
    const old = scoringOf('phq-8');
    const kept = score(old, answersOf(repeated(1, 8)));
    const now = { ...old, version: 'phq-8/2', bands: [{ ...old.bands[0]!, from: 0 }] };
    expect(score(now, answersOf(repeated(1, 8)))).toMatchObject({ version: 'phq-8/2', band: 'minimal' });
    expect(kept).toMatchObject({ version: 'phq-8/1', band: 'mild' });
  });
  it('is not fooled by names every object has', () => expect(score(scoringOf('phq-8'), { constructor: 3 } as unknown as Answers)).toMatchObject({ total: null, raw: null }));
  it('rounds halves up', () => {
    expect([4.5, 5.5, 10.125].map((value) => round(value))).toEqual([5, 6, 10]);
    expect(round(26 / 6, 2)).toBe(4.33);
    expect(round(1.005, 2)).toBe(1.01);
  });
});

describe('an answer from outside', () => {
  const phq8 = scoringOf('phq-8');
  it('is a number in its range, as text or not, or a skip; anything else is none', () => {
    expect([2, '2', null, '', 'skip', '02'].map((given) => answerTo(phq8, '1', given))).toEqual([2, 2, null, null, null, 2]);
    for (const wrong of [4, -1, 1.5, '4', '-1', '1.5', '2.0', ' 2', 'two', NaN, Infinity, true, [], {}, undefined, 'na', '1e0', '0x1']) expect(answerTo(phq8, '1', wrong), String(wrong)).toBeUndefined();
    expect(answerTo(scoringOf('wsas'), '1', 'na')).toBe('na');
    expect(answerTo(scoringOf('wsas'), '2', 'na')).toBeUndefined();
    expect([answerTo(scoringOf('eq-5d-5l'), '6', '100'), answerTo(scoringOf('eq-5d-5l'), '6', '101')]).toEqual([100, undefined]);
  });
  it('about harm acts when it is given, from one on, and a skip is not a no', () => {
    const phq9 = scoringOf('phq-9');
    expect([null, 0, 1, 2, 3].map((answer) => actsOn(phq9, '9', answer)?.act)).toEqual([undefined, undefined, 'ask', 'ask', 'ask']);
    expect(actsOn(phq9, '1', 3)).toBeUndefined();
    expect([1, 2, 3].map((value) => levelOf(phq9.safety![0]!, value))).toEqual(['low', 'concern', 'concern']);
    expect([2, 3, 4].map((answer) => actsOn(scoringOf('reqol-10'), '6', answer)?.act)).toEqual([undefined, 'ask', 'ask']);
    expect(actsOn(scoringOf('eq-5d-5l'), '5', 5)?.act).toBe('panel');
  });
});
