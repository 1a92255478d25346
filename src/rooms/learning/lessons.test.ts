import { describe, expect, it } from 'vitest';
import { NotFound } from '#platform/answers';
import { languages } from '#platform/words';
import { formOf, kinds } from '#learning/lesson-rules';
import * as lessons from '#learning/lessons';

const every = languages.flatMap((language) => lessons.all(language).map((lesson) => ({ ...lesson, language, name: `${lesson.id} (${language})` })));
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
const notOurs = {
  en: /\b(should|must|have to|has to|ought|just|simply|journey|warriors?|battle|stay positive|at least|failed|never|always)\b/i,
  nb: /(?<!\p{L})(må|bør|burde|bare|kamp|kjemp\p{L}*|reisen|alltid|aldri|mislyk\p{L}*)(?!\p{L})/iu
};

describe('the lessons', () => {
  it('are there for all four ways to find one’s way, the same in both languages (TOOL-6)', () => {
    const [en, nb] = [lessons.all('en'), lessons.all('nb')];
    expect(nb.map(({ id, kind }) => `${kind} ${id}`)).toEqual(en.map(({ id, kind }) => `${kind} ${id}`));
    for (const kind of kinds) expect(en.filter((one) => one.kind === kind).length, kind).toBeGreaterThanOrEqual(3);
  });
  it.each(every)('$name can be read in a minute and in a page, says where it comes from, and asks for nothing', ({ forms, line, title, tryIt, sources, reviewer, language }) => {
    expect(wordsIn(forms.minute.join(' '))).toBeLessThanOrEqual(100);
    expect(wordsIn(forms.page.join(' '))).toBeGreaterThan(wordsIn(forms.minute.join(' ')));
    expect(forms.page.length).toBeGreaterThanOrEqual(5);
    expect(sources.length).toBeGreaterThan(15);
    expect(reviewer).toBe('');
    for (const text of [title, line, tryIt, ...forms.page, ...forms.minute]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(notOurs[language]);
      for (const sentence of text.split(/(?<=[.?!:])["”»]?\s+/)) expect(wordsIn(sentence), sentence).toBeLessThanOrEqual(22);
    }
  });
  it('are in any order, and not there under a name that is none', () => {
    expect(lessons.after('having-a-say', 'en')?.id).toBe('when-we-want-different-things');
    expect(lessons.after('when-something-is-not-right', 'nb')).toBeUndefined();
    expect(() => lessons.one('../../etc', 'en')).toThrow(NotFound);
    expect([lessons.ofDay('2026-11-21', 'en').id, lessons.ofDay('2026-11-21', 'nb').id]).toEqual(Array(2).fill(lessons.ofDay('2026-11-21', 'en').id));
    expect(lessons.ofDay('2026-11-22', 'en').id).not.toBe(lessons.ofDay('2026-11-21', 'en').id);
    expect([formOf(null, true), formOf(null, false), formOf('minute', false)]).toEqual(['minute', 'page', 'minute']);
  });
});
