import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sql } from '#db';
import * as rules from '#forum/search-rules';
import { unmarked } from '#forum/text-rules';

const asked = (query: string) => rules.asked(new URLSearchParams(query), 'en');
const text = (parts: rules.Part[]) => parts.map((part) => part.text).join('');

describe('a search’s question', () => {
  it('keeps to what we know and leaves the rest out', () => {
    expect(asked('q=%20sleep%00%E2%80%8B%20%0A well&who=nobody&when=century&language=xx&board=../x&tag=ms&kind=')).toEqual({
      words: 'sleep well', isLong: false, board: '', tag: '', who: 'all', kind: 'all', when: 'all', language: 'en'
    });
    expect(asked('q=a&kind=mine&board=rest&language=both&when=week')).toMatchObject({ who: 'me', kind: 'all', board: 'rest', language: 'both', when: 'week' });
    expect(asked(`q=${encodeURIComponent('«god natt» –søvn “a b”')}`).words).toBe('"god natt" -søvn "a b"');
    expect(asked('')).toMatchObject({ words: '' });
  });
  it('may be a hundred letters long, emoji counted as people do', () => {
    expect(asked(`q=${'a'.repeat(100)}`).isLong).toBe(false);
    expect(asked(`q=${'a'.repeat(101)}`).isLong).toBe(true);
    expect(asked(`q=${'😀'.repeat(100)}`).isLong).toBe(false);
    expect(asked(`q=${'x'.repeat(1_000_000)}`).isLong).toBe(true);
  });
  it('is said again as a form would, and comes back as it was', () => {
    const what = asked('q=tea %26 toast&who=hosts&board=rest&when=month&language=nb&kind=saved');
    expect(rules.asked(new URLSearchParams(rules.saying(what)), 'en')).toEqual(what);
    expect(rules.saying(asked('q=tea&who=all&board='))).toEqual({ q: 'tea', language: 'en' });
    expect([rules.addressOf('abc', null), rules.addressOf('abc', '1-x')]).toEqual(['/search?s=abc', '/search?s=abc&after=1-x']);
  });
});

describe('spans', () => {
  it('are the same here and in the database', async () => {
    const at = Date.UTC(2026, 10, 21, 13, 30) * 1000;
    const [row] = await sql<{ spans: number[] }>`select forum.spans('epoch'::timestamptz + ${at}::bigint * interval '1 microsecond') as spans`;
    const levels = [1, 20, 300, 5000, 70000].map((hours) => rules.cover(at - hours * 3600e6, at).spans.at(-1));
    expect(row!.spans).toEqual(levels);
  });
  it('cover the whole stretch, from its beginning or a little before, with few of them', () => {
    const steps = [0.25, 4, 64, 1024, 16384];
    fc.assert(fc.property(fc.nat(2_000_000_000), fc.nat(600_000_000), (end, wide) => {
      const [to, from] = [end * 1e6, Math.max(0, end - wide) * 1e6];
      const covered = rules.cover(from, to);
      const level = Math.floor(covered.spans[0]! / 16_777_216);
      const step = steps[level]! * 3600e6;
      expect(covered.from).toBeLessThanOrEqual(from);
      expect(covered.from).toBe((covered.spans[0]! % 16_777_216) * step);
      expect(((covered.spans.at(-1)! % 16_777_216) + 1) * step).toBeGreaterThan(to);
      expect(covered.spans.length).toBeLessThanOrEqual(70);
    }));
  });
});

describe('looking further back', () => {
  const day = 24 * 3600e6;
  const look = (raw: number, took: number, work = 40_000) => [{ from: 90 * day, to: 100 * day, work, raw, took }];
  it.each([
    ['much further when there was little', look(0, 0.2), 0],
    ['less far when there was much', look(300, 0.2), 80 * day],
    ['less far when it was dear', look(0, 6), 80 * day]
  ])('goes %s', (_, looks, from) => {
    expect(rules.further(looks, 0)).toEqual({ from: Math.max(0, from), to: 90 * day });
  });
  it('ends at the end, and when this page has cost enough', () => {
    expect(rules.further(look(0, 0.1), 90 * day)).toBeUndefined();
    expect(rules.further(look(3000, 0.1), 0)).toBeUndefined();
    expect(rules.further(look(0, 25), 0)).toBeUndefined();
  });
  it('hardly minds the clock while there is little to go through', () => {
    expect(rules.further(look(0, 50, 100), 0)).toEqual({ from: 0, to: 90 * day });
    expect(rules.further(look(0, 50, 7_500), 0)).toEqual({ from: 70 * day, to: 90 * day });
    expect(rules.further(look(0, 500, 100), 0)).toBeUndefined();
  });
  it('goes in small steps, by the clock, for words in quotation marks', () => {
    const walk = { from: 99 * day, to: 100 * day, raw: 0, rarest: 0 };
    expect(rules.afterWalk(walk, 0, `'a' <-> 'b'`)).toEqual({ from: 98 * day, to: 99 * day });
    expect(rules.workIn(walk, day, `'a' <2> 'b'`)).toBe(rules.limits.cheap);
    expect(rules.workIn(walk, day, `'a' & 'b'`)).toBe(0);
    expect(rules.workIn({ ...walk, rarest: 30 }, 10 * day, `'a' & 'b'`)).toBe(300);
  });
  it('looks at a smaller piece where there was too much', () => {
    expect(rules.narrower({ from: 68 * day, to: 100 * day })).toEqual({ from: 99 * day, to: 100 * day });
    expect(rules.narrower({ from: 100 * day - 1000e6, to: 100 * day })).toEqual({ from: 100 * day - 900e6, to: 100 * day });
    expect(rules.narrower({ from: 100 * day - 900e6, to: 100 * day })).toBeUndefined();
  });
  it('leaps to the beginning with what was hardly ever written, and with nothing else', () => {
    const walk = { from: 99 * day, to: 100 * day, rarest: 0 };
    const near = { from: 83 * day, to: 99 * day };
    expect(rules.leap(walk, near, 0, `'a'`)).toEqual({ spans: rules.cover(0, 83 * day, 4).spans, most: 115 }); // 600 hits, if it goes on like that
    expect(rules.leap(walk, near, 82 * day, `'a'`)!.most).toBe(rules.mostHits - 1);
    expect(rules.leap({ ...walk, rarest: 30 }, near, 0, `'a' & 'b'`)).toMatchObject({ most: 115 });
    expect(rules.leap({ ...walk, rarest: 300 }, near, 0, `'a' & 'b'`)).toBeNull(); // the index would go through 25 000 of the rarer word
    expect(rules.leap(walk, near, 0, `'a' <-> 'b'`)).toBeNull();
    expect(rules.leap(walk, near, 83 * day, `'a'`)).toBeNull();
    expect(rules.leap({ from: 99 * day, to: 99 * day + 1, rarest: 0 }, { from: 99 * day - 900e6, to: 99 * day }, -20_000 * day, `'a'`)).toBeNull();
  });
  it('begins with a short stretch, shorter still for a common word', () => {
    expect(rules.afterWalk({ from: 99 * day, to: 100 * day, raw: 0 }, 0)).toEqual({ from: 83 * day, to: 99 * day });
    expect(rules.afterWalk({ from: 99 * day, to: 100 * day, raw: 29 }, 0)).toEqual({ from: 89 * day, to: 99 * day });
    expect(rules.afterWalk({ from: 99 * day, to: 100 * day, raw: 0 }, 98 * day).from).toBe(98 * day);
  });
});

describe('a piece of a found text', () => {
  it('marks the words looked for and their endings, and nothing unwanted', () => {
    expect(rules.stemsOf(`'tire' & !'work' | 'happi' <-> 'o''clock'`)).toEqual(['tir', 'happ', "o'clock"]);
    expect(rules.excerpt('So tired, and happiness.', ['tir', 'happ'])).toEqual([
      { text: 'So ', isHit: false }, { text: 'tired', isHit: true }, { text: ', and ', isHit: false }, { text: 'happiness', isHit: true }, { text: '.', isHit: false }
    ]);
    expect(rules.excerpt('retired', ['tir'])).toEqual([{ text: 'retired', isHit: false }]);
  });
  it('is shown without the marks that words are dressed with, and keeps every other star (PEER-8)', () => {
    const plain = (body: string, ...stems: string[]) => text(rules.excerpt(body, stems));
    expect(plain('See **Help now**, *please*, ***all*** of _you_.')).toBe('See Help now, please, all of you.');
    expect(plain('- one\n- two\n\n> They said\n> so')).toBe('one two They said so');
    expect(plain('Read [this page](https://example.org/a).')).toBe('Read this page.');
    expect(plain('2 * 3 * 4, snake_case_word, a*b*c, [b] (c), ***, 5 - 3')).toBe('2 * 3 * 4, snake_case_word, a*b*c, [b] (c), ***, 5 - 3');
    expect(rules.excerpt('So **tired** now', ['tir'])).toContainEqual({ text: 'tired', isHit: true });
  });
  it('knows which mark ends which, and takes no longer than the text is long, however many marks have no other half (PEER-8)', () => {
    const emphasis = /(?<![\p{L}\p{N}*_])([*_]{1,3})(?=[^\s*_])([^\n]*?[^\s*_])\1(?![\p{L}\p{N}*_])/gu;
    fc.assert(fc.property(fc.array(fc.constantFrom('a', 'ø', '𝐀', '2', ' ', '*', '**', '***', '_', '_*', ',', '\n'), { maxLength: 60 }).map((some) => `.${some.join('')}`), (line) => {
      fc.pre(!/^[ ]{0,3}[-*+>]/m.test(line));
      expect(unmarked(line)).toBe(line.replace(emphasis, '$2'));
    }), { numRuns: 500 });
    for (const some of [' *a', ' _*a', 'a* ', ' *a_', ' **a* ']) {
      const [body, before] = [`x${some.repeat(250_000)}`, process.cpuUsage()];
      unmarked(body);
      expect(process.cpuUsage(before).user / 1000, some).toBeLessThan(2500);
    }
    expect(text(rules.excerpt(`**${'a long thought '.repeat(100)}over**`, [])).startsWith('a long')).toBe(true);
  });
  it('stays text, whatever was written and looked for', () => {
    const parts = rules.excerpt('<script>alert(1)</script> a [b] (c', ['scr', '[b', '(']);
    expect(text(parts)).toBe('<script>alert(1)</script> a [b] (c');
  });
  it('is short, whole words, and never half an emoji', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), fc.string({ unit: 'grapheme', maxLength: 8 }), (body, stem) => {
      const said = text(rules.excerpt(body, stem ? [stem] : []));
      expect(said.length).toBeLessThan(300);
      expect(said.isWellFormed() || !body.isWellFormed()).toBe(true);
    }));
    expect(text(rules.excerpt(`${'word '.repeat(100)}needle${' word'.repeat(100)}`, ['needl']))).toMatch(/^… word.*needle.*…$/);
  });
});
