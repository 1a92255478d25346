import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asked, readAnswers } from '#measures/asking-rules';
import { readQuestionnaire, readScoring, shipped, slots, type Instrument } from '#measures/instrument-rules';
import { lineOf } from '#measures/line-rules';
import { changeOf, isStepUp, offersOf, routeOf, saysOf } from '#measures/result-rules';
import { score, type Answers } from '#measures/scoring-rules';
import { subthreshold } from '#measures/subthreshold-rules';

const file = (id: string, name: string) => JSON.parse(readFileSync(`src/rooms/measures/instruments/${id}/${name}.json`, 'utf8')) as unknown;
const scoringOf = (id: string) => readScoring(file(id, 'scoring'))!;
const phq8 = scoringOf('phq-8');
const phq9 = scoringOf('phq-9');
const who5 = scoringOf('who-5');
const answersOf = (said: string): Answers => Object.fromEntries(said.split(' ').map((one, at) => [String(at + 1), one === '-' ? null : Number(one)]));
const keptOf = (scoring: typeof phq8, said: string) => ({ score: score(scoring, answersOf(said)), subthreshold: subthreshold(scoring, phq8, answersOf(said)) });

describe('a difference to last time', () => {
  it.each([
    ['PHQ-8 5 to 9 is less than it can tell', phq8, 5, 9, 'same'], ['PHQ-8 5 to 10', phq8, 5, 10, 'harder'], ['PHQ-8 10 to 5', phq8, 10, 5, 'lighter'],
    ['PHQ-9 5 to 10 is less than its six', phq9, 5, 10, 'same'], ['WHO-5: less is harder', who5, 60, 48, 'harder'], ['WHO-5: more is lighter', who5, 48, 60, 'lighter'], ['WHO-5 by eight', who5, 52, 44, 'same'],
    ['PHQ-2 has no such size', scoringOf('phq-2'), 1, 3, 'unknown'], ['and the same is the same', scoringOf('phq-2'), 3, 3, 'same'],
    ['no last time', phq8, undefined, 9, null], ['no number now', phq8, 9, null, null]
  ] as const)('%s', (_, scoring, before, now, expected) => expect(changeOf(scoring, before, now)).toBe(expected));
  it('is a step up when it rose by five or reached ten, for a PHQ alone', () => {
    expect([[4, 9], [9, 10], [10, 12], [3, 7], [12, 20]].map(([before, total]) => isStepUp(phq8, before, { total: total! }))).toEqual([true, true, false, false, true]);
    expect(isStepUp(scoringOf('gad-7'), 1, { total: 20 })).toBe(false);
    expect(isStepUp(phq8, undefined, { total: 20 })).toBe(false);
    expect(isStepUp(phq8, 1, { total: null })).toBe(false);
  });
});

describe('the offers with a result (safety guide §1.5)', () => {
  it.each([['0 0 0 0 0 0 0 0', 'ease'], ['1 1 1 1 1 0 0 0', 'company'], ['2 2 2 1 1 1 1 0', 'talk'], ['2 2 2 2 2 2 2 1', 'soon'], ['3 3 3 3 3 3 1 1', 'today'], ['- - - 2 2 2 2 2', 'ease']])('%s → %s', (said, route) => {
    expect(routeOf(phq8, keptOf(phq8, said))).toBe(route);
  });
  it('lift to a doctor with five symptoms, whatever the sum', () => {
    const five = keptOf(phq9, '2 0 2 2 2 0 0 0 1'); // nine in all: by the sum it would be company
    expect([five.score.total, routeOf(phq9, five)]).toEqual([9, 'talk']);
    expect(routeOf(phq9, { ...five, subthreshold: { ...five.subthreshold!, isMore: false } })).toBe('company');
  });
  it('always let one do nothing, and name a longer measure only where there is one', () => {
    for (const route of ['ease', 'check', 'company', 'talk', 'soon', 'today'] as const) expect(offersOf(phq8, route)).toContain('nothing');
    expect(offersOf(scoringOf('phq-2'), 'check')).toContain('next');
    expect(offersOf(phq8, 'check')).not.toContain('next');
    for (const route of ['soon', 'today'] as const) expect(offersOf(phq8, route)).toContain('help');
  });
  it('and the words are there for every band of every instrument, in both languages', () => {
    for (const language of ['en', 'nb']) {
      const words = JSON.parse(readFileSync(`src/rooms/measures/words/${language}.json`, 'utf8')) as Record<string, string>;
      const says = [...shipped, ...slots.filter((id) => id !== 'pam-13')].flatMap((id) => scoringOf(id).bands.map((band) => band.says));
      for (const key of new Set([...says, 'unscored', 'profile'])) expect(words[`says.${key}`], key).toBeTruthy();
      for (const key of Object.keys(words).filter((one) => one.startsWith('says.'))) expect(words[key], key).not.toMatch(/depress|anxiety|disorder|severe|angst|lidelse|alvorlig/i);
    }
    expect(saysOf(phq8, { total: null, profile: null })).toBe('unscored');
  });
});

describe('what a page asks and hears', () => {
  const gad7: Instrument = { id: 'gad-7', address: 'a3', questionnaire: readQuestionnaire(file('gad-7', 'questionnaire'))!, scoring: scoringOf('gad-7') };
  const typed = (fields: Record<string, string>) => ({ has: (name: string) => name in fields, text: (name: string) => fields[name] ?? '' });
  it('is each question with its answers, in the language it is really in', () => {
    const [one] = asked(gad7, { 1: null }, 'nb');
    expect(one).toMatchObject({ n: 1, text: 'Feeling nervous, anxious or on edge', lang: 'en', chosen: 'skip', isOfHarm: false });
    expect(one!.options.map(({ value, text }) => [value, text])).toEqual([[0, 'Not at all'], [1, 'Several days'], [2, 'More than half the days'], [3, 'Nearly every day']]);
    expect(asked(gad7, {}, 'en')[1]).toMatchObject({ lang: undefined, chosen: undefined });
  });
  it('nothing chosen is a skip when going on, and nothing when stopping', () => {
    expect(readAnswers(gad7, [1, 2], typed({ 'answer-1': '2' }), false)).toEqual({ answers: { 1: 2, 2: null } });
    expect(readAnswers(gad7, [1, 2], typed({ 'answer-1': '2' }), true)).toEqual({ answers: { 1: 2 } });
    expect(readAnswers(gad7, [1], typed({ 'answer-1': '4' }), false)).toEqual({ wrong: 'value' });
  });
});

describe('a line', () => {
  it('runs with the days, and a higher number stands higher', () => {
    const at = (day: number, total: number) => ({ at: new Date(Date.UTC(2026, 0, day)), total });
    const { points, top, bottom, width } = lineOf([at(1, 0), at(2, 24), at(31, 12)], [0, 24]);
    expect([points[0]!.y, points[1]!.y, points[2]!.y]).toEqual([bottom, top, (top + bottom) / 2]);
    expect(points[1]!.x - points[0]!.x).toBeLessThan(points[2]!.x - points[1]!.x);
    for (const { x } of points) expect(x > 0 && x < width).toBe(true);
    expect(lineOf([at(1, 3), at(1, 3)], [0, 24]).points.every(({ x }) => Number.isFinite(x))).toBe(true);
  });
});
