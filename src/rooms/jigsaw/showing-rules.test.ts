import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Judged } from '#jigsaw/measuring-rules';
import { changed, lookAt, questionOf, withoutMustChange, type Field } from '#jigsaw/showing-rules';

const folder = `${import.meta.dirname}/development`;
const texts = readdirSync(folder).flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Judged));

describe('looking a form’s words over', () => {
  it('shows every field whole, the clues marked', () => {
    const fields: Field[] = [{ name: 'title', text: 'Life with porphyria' }, { name: 'text', text: 'Here in Whitby.\nRain.' }];
    const question = questionOf(fields, lookAt(fields, { language: 'en' }))!;
    expect(question.fields.map(({ pieces }) => pieces.map(({ words }) => words).join(''))).toEqual(fields.map(({ text }) => text));
    expect(question.clues.map(({ change }) => change)).toEqual(['title:10:porphyria', 'text:8:Whitby']);
  });
  it('finds the words again when the text has moved meanwhile, and changes nothing it did not show', () => {
    const fields = [{ name: 'text', text: 'So. I live in Whitby and have porphyria.' }];
    expect(changed(fields, 'text:10:Whitby', { language: 'en' })[0]!.text).toBe('So. I live in a small place and have porphyria.');
    for (const odd of ['', 'x', 'text:1:', 'text:0:So', 'title:10:Whitby', 'text:10:whitby']) expect(changed(fields, odd, { language: 'en' })).toEqual(fields);
  });
  it('leaves no gap where words only go', () => {
    const fields = [{ name: 'text', text: 'I live in Whitby with my daughter, Emma, and a cat.' }];
    expect(changed(fields, 'text:35:Emma', { language: 'en' })[0]!.text).toBe('I live in Whitby with my daughter, and a cat.');
  });
  it('ends: safer words are never a clue themselves', () => {
    for (const { text, lang, previous = [] } of texts.filter(({ nudge }, at) => nudge && at % 11 === 0)) {
      let fields: Field[] = [{ name: 'text', text }];
      for (let press = 0; press < 12; press++) {
        const clue = questionOf(fields, lookAt(fields, { language: lang, previous }))?.clues.find(({ safer }) => safer !== null);
        if (!clue) break;
        expect(press, `${text} → ${fields[0]!.text}`).toBeLessThan(11);
        fields = changed(fields, clue.change, { language: lang, previous });
      }
    }
  });
  it('keeps nothing that has to change, whatever stands around it', () => {
    const secret = fc.constantFrom('943 476 5919', '4111 1111 1111 1111', '15907012031', 'JG 10 37 59 A');
    fc.assert(fc.property(fc.array(fc.constantFrom('rain', 'my NHS number is', 'card', 'fnr', '.', 'and', '\n')), secret, (words, number) => {
      const text = `${words.join(' ')} NHS card fødselsnummer ${number}`;
      const [kept] = withoutMustChange([{ name: 'text', text }], 'en');
      if (lookAt([{ name: 'text', text }], { language: 'en' }).mustChange) expect(kept!.text).not.toContain(number);
      expect(kept!.text.startsWith(words.join(' ').slice(0, 3))).toBe(true);
    }), { numRuns: 60 });
  });
});
