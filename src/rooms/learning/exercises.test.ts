import { describe, expect, it } from 'vitest';
import { NotFound } from '#platform/answers';
import { languages } from '#platform/words';
import { forms, formOf, kinds } from '#learning/exercise-rules';
import * as exercises from '#learning/exercises';

const every = languages.flatMap((language) => exercises.all(language).map((exercise) => ({ ...exercise, language, name: `${exercise.id} (${language})` })));
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
const sentencesOf = (text: string) => text.split(/(?<=[.?!])["”»]?\s+/);
/** Words that order, hurry, or speak of people as nobody here wants to be spoken of. */
const notOurs = {
  en: /\b(should|must|have to|has to|ought|just|simply|journey|warriors?|battle|fight|users?|patients?|stay positive|at least|fail(ed|ure to)|incomplete|never|always|sufferers?)\b/i,
  nb: /(?<!\p{L})(må|bør|burde|bare|kamp|kjemp\p{L}*|reisen|brukere?n?|pasient\p{L}*|alltid|aldri|mislyk\p{L}*)(?!\p{L})/iu
};
/** A step in the plain forms offers; these are verbs that would begin an order. */
const orders = {
  en: /^(sit|lie|breathe|hold|take|close|open|look|listen|feel|think|write|put|say|tell|ask|stop|rest|make|let|press|go|choose|find|name|count|try|do|get|keep)\b/i,
  nb: /^(sitt|ligg|pust|hold|ta|lukk|åpne|se|lytt|hør|kjenn|tenk|skriv|legg|si|fortell|spør|be|stopp|hvil|lag|la|press|gå|velg|finn|tell|prøv|gjør|få|behold)(?!\p{L})/iu
};

describe('the exercises', () => {
  it('are at least twenty-four, of every kind, the same in both languages (TOOL-4)', () => {
    const [en, nb] = [exercises.all('en'), exercises.all('nb')];
    expect(en.length).toBeGreaterThanOrEqual(24);
    expect(nb.map(({ id, kind, version, sources }) => ({ id, kind, version, sources }))).toEqual(en.map(({ id, kind, version, sources }) => ({ id, kind, version, sources })));
    for (const kind of kinds) expect(en.filter((one) => one.kind === kind).length, kind).toBeGreaterThanOrEqual(2);
  });
  it.each(every)('$name has all its forms, and says where it comes from', (exercise) => {
    for (const form of forms) expect(exercise.steps[form].length, form).toBeGreaterThanOrEqual(3);
    for (const form of forms) expect(new Set(exercise.steps[form]).size, form).toBe(exercise.steps[form].length);
    expect(exercise.steps.full.length).toBeGreaterThan(exercise.steps.short.length);
    expect(exercise).toMatchObject({ title: expect.stringMatching(/\p{L}{2}/u), line: expect.stringMatching(/\.$/), version: expect.stringMatching(/^\d+$/), date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
    expect(exercise.care).toMatch(/[.?]$/);
    expect(exercise.sources.length).toBeGreaterThan(15);
    expect(exercise.minutes).toBeGreaterThan(0);
  });
  it.each(every)('$name has a form that takes about half a minute', ({ steps }) => {
    expect(wordsIn(steps.short.join(' '))).toBeLessThanOrEqual(62); // read aloud calmly: about two words a second
  });
  it.each(every)('$name is said in short sentences', ({ line, steps, care }) => {
    for (const text of [line, care, ...steps.short, ...steps.full]) for (const sentence of sentencesOf(text)) expect(wordsIn(sentence), sentence).toBeLessThanOrEqual(20);
    for (const text of steps.easy) for (const sentence of sentencesOf(text)) expect(wordsIn(sentence), sentence).toBeLessThanOrEqual(10);
  });
  it.each(every)('$name offers and does not order', ({ language, title, line, steps, care }) => {
    for (const text of [title, line, care, ...Object.values(steps).flat()]) expect(text).not.toMatch(notOurs[language]);
    for (const step of [...steps.short, ...steps.full]) expect(step).not.toMatch(orders[language]);
  });
  it('say honestly that nobody who treats people has read them yet', () => {
    expect(every.filter(({ reviewer }) => reviewer !== '')).toEqual([]);
  });
  it('are not there under a name that is none', () => {
    expect(exercises.one('longer-out', 'nb').title).toBe('Lengre utpust');
    expect(() => exercises.one('../secrets', 'en')).toThrow(NotFound);
    expect(exercises.find('', 'en')).toBeUndefined();
  });
  it('open in the short form on a bad day, and in the one asked for on any day (NEW-3)', () => {
    expect([formOf(null, true), formOf(null, false), formOf('easy', true), formOf('x', false)]).toEqual(['short', 'full', 'easy', 'full']);
    expect(exercises.groups('en', { few: true }).flatMap((group) => group.exercises)).toHaveLength(3);
  });
});
