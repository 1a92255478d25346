import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '#platform/answers';
import { languages } from '#platform/words';
import { foldName, looksLike, tidyName } from '#members/name-rules';
import * as names from '#members/names';
import { makeSentence } from '#members/passes';
import { scene } from '#test/scene';

describe('a name', () => {
  it.each([
    ['Copper Kettle', 'copper  kettle'],
    ['Copper Kettle', 'СОРРЕR КЕТТLЕ'],
    ['Copper Kettle', 'C0pper Kett1e'],
    ['Copper Kettle', 'CópperKèttle'],
    ['Lille Ild', 'lIlle lld'],
    ['Copper Kettle', 'Copper\u200bKettle\u202e'],
    ['Skjære', 'skjaere'],
    ['Fern', 'Fern!!!'],
    ['Fern', 'Ｆｅｒｎ']
  ])('%s and %s read the same', (one, other) => expect(foldName(other)).toBe(foldName(one)));

  it.each([['Fern', 'Ferns'], ['Ash', 'Sash'], ['Blå Dør', 'Blå Dal']])('%s and %s are two', (one, other) => expect(foldName(other)).not.toBe(foldName(one)));

  it.each([
    ['me@example.org', 'email'], ['example.org', 'email'], ['07700 900123', 'phone'], ['+47 900 12 345', 'phone'], ['Fern 1968', 'birthday'],
    ['John Smith', 'realName'], ['Moderator', 'staff'], ['M0derat0r', 'staff'], ['Copper Kettle', undefined], ['Old 97', undefined], ['Two Left Feet', undefined]
  ])('%s is asked about as %s', (name, doubt) => expect(looksLike(name)).toBe(doubt));

  it('is one line, without anything hidden, and stays itself when tidied again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const name = tidyName(text);
      return !/[\p{Cc}\p{Cf}]/u.test(name) && name === name.trim() && tidyName(name) === name && foldName(name) === foldName(text);
    }));
  });

  scene('is offered free, harmless and short, in each language', async () => {
    for (const language of languages) {
      const offered = await names.offer(language, 40);
      expect(new Set(offered).size).toBe(40);
      for (const name of offered) expect([await names.check(name), looksLike(name)]).toEqual([name, undefined]);
    }
  });
  scene('that is taken, or doubted and not kept, is refused with its field', async () => {
    await expect(names.check('Ada')).rejects.toMatchObject({ key: 'members.refused.nameTaken', field: 'name' });
    await expect(names.check('me@example.org')).rejects.toThrow(Refusal);
    expect(await names.check('me@example.org', { keep: true })).toBe('me@example.org');
    await expect(names.check('Moderator', { keep: true })).rejects.toMatchObject({ key: 'members.refused.nameStaff' });
  });
});

describe('a pass-sentence we make', () => {
  it('is five words, long enough, and another one each time', () => {
    for (const language of languages) {
      const made = Array.from({ length: 200 }, () => makeSentence(language));
      expect(new Set(made).size).toBe(200);
      for (const sentence of made) expect(sentence.split(' ').length === 5 && sentence.length >= 15).toBe(true);
    }
  });
});
