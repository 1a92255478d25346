import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gated, hitsIn, isIn, open } from '#platform/gates';
import { partsOf } from '#platform/regexes';

/** Patterns as people write them here: words, choices, what may be missing, what stands around. */
const { pattern } = fc.letrec<{ pattern: string; sign: string; piece: string }>((tie) => ({
  piece: fc.oneof(
    fc.constantFrom('a', 'b', 'c', 'k', 's', 'å', 'ab', 'bc ', ' cab', 'abcabcab', 'sak', 'µ', '\\.', '.', '\\d', '[ab]', '[^a]', '[a-c]', '[\\p{L}.]', '\\p{Lu}', '\\s', '\\b', '^', '$'),
    fc.tuple(fc.constantFrom('(?:', '(', '(?=', '(?!', '(?<=', '(?<!', '(?<one>'), tie('pattern')).map(([opening, inside]) => `${opening}${inside})`)
  ),
  // Only what is one letter may stand any number of times: a test is not to try for hours.
  sign: fc.tuple(tie('piece'), fc.constantFrom('', '', '', '', '?', '*', '+', '{0,2}?', '{2}')).map(([piece, times]) => {
    if (/^(?:\^|\$|\\b|\(\?<?[=!])/.test(piece)) return piece;
    if (/^[a-zå ]{2}/.test(piece)) return `(?:${piece})${times}`;
    return piece.startsWith('(') && /[*+]/.test(times) ? piece : `${piece}${times}`;
  }),
  pattern: fc.oneof({ depthSize: 'small' }, fc.array(tie('sign'), { minLength: 1, maxLength: 4 }).map((signs) => signs.join('')), fc.array(tie('sign'), { minLength: 2, maxLength: 5 }).map((signs) => signs.join('|')))
}));
const text = fc.array(fc.constantFrom('a', 'b', 'c', 'k', 's', 'å', 'A', 'B', 'K', 'S', 'ſ', '\u212a', 'µ', 'Μ', 'İ', '1', '.', ' ', '😀', 'ab', 'bc ', ' cab', 'abcabcab', 'sak'), { maxLength: 30 }).map((letters) => letters.join(''));

const inWhole = (source: string, flags: string, whole: string) => {
  const regex = new RegExp(source, flags);
  const hits: [number, ...string[]][] = [];
  for (let hit = regex.exec(whole); hit && hits.length < 100; hit = regex.exec(whole)) {
    hits.push([hit.index, ...hit]);
    if (!hit[0]) regex.lastIndex++;
  }
  return hits;
};

describe('a gate before patterns', () => {
  it('changes no answer: what is found is what the whole pattern finds', () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom('g', 'gu', 'gi', 'giu'), fc.array(text, { minLength: 1, maxLength: 6 }), (source, flags, texts) => {
        fc.pre(source.split('(?<one>').length < 3);
        const gate = gated({ source, flags });
        for (const one of texts) {
          if (/u/.test(flags) && new RegExp(source, flags).test('')) continue; // between the halves of a 😀 an empty match has two places
          expect(hitsIn(open(one), gate, 100).map((hit) => [hit.index, ...hit])).toEqual(inWhole(source, flags, one));
        }
      }),
      { numRuns: 800 }
    );
  });

  it('tries the first of the alternatives first, the longest no sooner', () => {
    const gate = gated({ source: '(?<!\\p{L})(?:a cab|a|b a|a ca)(?!\\p{L})', flags: 'gu' });
    expect(hitsIn(open('a cab b a ca'), gate).map(([words]) => words)).toEqual(['a cab', 'b a']);
    expect(isIn(open('cab'), gate)).toBe(false);
  });

  it('knows what a pattern cannot do without, and cuts it at its alternatives', () => {
    expect(partsOf('(?<!\\p{L})(?:my (?:own )?name|jeg heter \\p{Lu}|[Kk]lem)(?!\\p{L})').map(({ needs }) => needs)).toEqual([['my name', 'my own name'], ['jeg heter '], ['klem']]);
    expect(partsOf('\\p{Lu}\\p{L}+')).toEqual([{ source: '\\p{Lu}\\p{L}+', needs: undefined }]);
    expect(partsOf('(a)|(b)|(c)')).toEqual([{ source: '(a)|(b)|(c)', needs: ['a', 'b', 'c'] }]); // its groups have numbers: it stays whole
  });

  it('a text that was walked before a pattern came is walked again for it', () => {
    const before = open('a late word');
    expect(hitsIn(before, gated({ source: 'early|late|never', flags: 'g' }))).toHaveLength(1);
  });
});
