import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf, longestText, tidy, tidyLine, troubleWith } from '#forum/text-rules';
import { depthOf, render } from '#forum/text';

const allowed = /<(?:p|br|ul|ol|ol start="\d+"|li|em|strong|blockquote|a href="https?:\/\/[^"<>]*" rel="nofollow noopener noreferrer"|a|\/(?:p|ul|ol|li|em|strong|a|blockquote))>/g;
const bare = (html: string) => html.replace(allowed, '');
const words = (html: string) =>
  bare(html).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

const markdownish = fc.array(fc.oneof(
  fc.constantFrom('*', '**', '_', '`', '```', '\n', '\n\n', '- ', '1. ', '> ', '# ', '[', ']', '(', ')', '](', '![', '<', '>', '"', "'", '&', '&amp;', '\\', '|', '---', 'http://', 'https://a.b/', 'javascript:', 'data:text/html,', '<script>', '<img src=x onerror=1>', '</p>', ' ', '    ', '\t'),
  fc.string({ maxLength: 6 })
), { maxLength: 60 }).map((parts) => parts.join(''));

describe('what members write, as HTML', () => {
  it('never holds a tag outside the short list', () => {
    fc.assert(fc.property(fc.oneof(markdownish, fc.string({ unit: 'binary', maxLength: 300 })), (text) => {
      expect(bare(render(tidy(text)))).not.toMatch(/[<>]/);
    }), { numRuns: 600 });
  });
  it('keeps every plain word in its order', () => {
    const word = fc.stringMatching(/^[A-Za-zæøåéßñşЖجה東][A-Za-zæøåéßñşЖجה東0-9]{0,11}$/);
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.constantFrom(' ', '\n', '\n\n', '. ', ', ', ' < ', ' & '), (list, between) => {
      const text = tidy(list.join(between));
      expect(words(render(text)).replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' '));
    }), { numRuns: 300 });
  });
  it('makes a web address a link that says nothing of us, and leaves every other scheme as words', () => {
    expect(render('see https://a.example/x?a=1&b=2')).toBe('<p>see <a href="https://a.example/x?a=1&amp;b=2" rel="nofollow noopener noreferrer">https://a.example/x?a=1&amp;b=2</a></p>');
    for (const text of ['[x](javascript:alert(1))', '[x](data:text/html,1)', 'ftp://a.b', 'mailto:a@b.example', '//a.example', 'so tired.so I slept', '[x](/today)']) expect(render(text)).not.toContain('<a');
  });
  it('keeps lists, quotations, emphasis and breaks', () => {
    expect(render('a *b*\n**c**\n\n- d\n- e\n\n> f')).toBe('<p>a <em>b</em><br>\n<strong>c</strong></p>\n<ul>\n<li>d</li>\n<li>e</li>\n</ul>\n<blockquote>\n<p>f</p>\n</blockquote>');
  });
  it.each(['# Heading', 'Heading\n===', '`code`', '```\ncode\n```', '    code', '| a | b |\n|---|---|', '---', '![alt](x.png)', '<b>bold</b>', '<script>alert(1)</script>', '&amp; &#x41;'])('leaves %j as it was typed', (text) => {
    expect(words(render(tidy(text))).replace(/\s+/g, ' ').trim()).toBe(tidy(text).replace(/\s+/g, ' '));
    expect(render(tidy(text))).not.toMatch(/<(?!\/?p>|br>)/);
  });
  it('loads nothing from elsewhere', () => {
    expect(render('![cat](https://a.example/cat.png)')).not.toContain('<img');
  });
});

describe('a markdown bomb', () => {
  const bombs: Record<string, string> = {
    stars: '*'.repeat(8000), mixed: '*_'.repeat(4000), strong: `${'*'.repeat(4000)}a${'*'.repeat(3999)}`, open: '**a '.repeat(2000), quotes: '> '.repeat(3990) + 'my words',
    lists: '- '.repeat(3990) + 'my words', both: '> - '.repeat(1990) + 'my words', brackets: '['.repeat(8000), links: '[a](http://a '.repeat(600), addresses: 'http://a.b '.repeat(727),
    nested: '['.repeat(2000) + 'a' + '](http://b)'.repeat(500), items: '- a\n'.repeat(2000), deep: Array.from({ length: 120 }, (_, at) => `${' '.repeat(at)}- a`).join('\n'), angles: '<'.repeat(8000), ands: '&'.repeat(8000)
  };
  it.each(Object.keys(bombs))('of %s is defused in a blink and stays shallow', (kind) => {
    const text = tidy(bombs[kind]!);
    const times = Array.from({ length: 3 }, () => {
      const before = performance.now();
      render(text);
      return performance.now() - before;
    });
    expect(Math.min(...times), 'far below what a bomb that goes off takes, also on a busy machine').toBeLessThan(250);
    expect(depthOf(render(text))).toBeLessThanOrEqual(12);
    if (text.includes('my words')) expect(words(render(text))).toContain('my words');
  });
});

describe('tidying', () => {
  it('done twice is done once, and leaves nothing nobody can see', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const once = tidy(text);
      expect(tidy(once)).toBe(once);
      // eslint-disable-next-line no-control-regex
      expect(once).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/);
      expect(once.isWellFormed()).toBe(true);
    }), { numRuns: 500 });
  });
  it.each([
    ['a family joined into one emoji', '👨‍👩‍👧', '👨‍👩‍👧'], ['the flag of Wales', '🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru', '🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru'], ['Persian joints', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['letters from right to left', 'أنا متعب', 'أنا متعب'], ['a heart with its colour', '❤️', '❤️'], ['accents', 'blåbær, 東京, naïve', 'blåbær, 東京, naïve']
  ])('keeps %s', (_, text, kept) => expect(tidy(text)).toBe(kept));
  it.each([
    ['direction overrides', 'a\u202Eb\u2066c\u2069', 'abc'], ['zero width', 'a\u200b\ufeffb', 'ab'], ['nul and bells', 'a\u0000\u0007b', 'ab'], ['other line ends', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['hills of empty lines', 'a\n\n\n\n\nb', 'a\n\nb'], ['loose joiners', '\u200d a \u200d\u200d b', 'a  b'], ['a half letter', 'a\ud800b', 'a\ufffdb'], ['towers of marks', `a${'\u0301'.repeat(50)}`, `á${'\u0301'.repeat(6)}`]
  ])('takes away %s', (_, text, left) => expect(tidy(text)).toBe(left));
  it('makes a title one line', () => expect(tidyLine(' a\n\n b\t c ')).toBe('a b c'));
});

describe('the length of a text', () => {
  it.each([['', 'empty'], [' \n\t ', 'empty'], ['\u200b\u200d\ufeff', 'empty'], ['\u202e', 'empty'], ['a', undefined], ['…', undefined], ['❤️', undefined], ['a'.repeat(8000), undefined], ['a'.repeat(8001), 'long'], ['😀'.repeat(8000), undefined], ['😀'.repeat(10_000), 'long'], ['a'.repeat(1_000_000), 'long']])('%#', (text, trouble) => {
    expect(troubleWith(text)).toBe(trouble);
  });
  it('counts letters, not bytes', () => expect(lengthOf('å😀')).toBe(2));
  it('has room for a long evening', () => expect(longestText).toBe(8000));
});
