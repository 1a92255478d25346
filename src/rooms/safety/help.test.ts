import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { Refusal } from '#platform/answers';
import { sql } from '#db';
import { scene } from '#test/scene';
import * as sayings from '#house/sayings';
import * as help from '#safety/help';
import { cardOf, countriesFor, href, idOf, isDoubtful, isRight, type Helpline } from '#safety/help-rules';

const line = (over: Partial<Helpline>): Helpline => ({
  country: 'GB', kind: 'talk', name: 'A line', channel: 'call', number: '116 123', for: { en: '', nb: '' }, verifiedOn: '2026-11-01', ...over
});
afterEach(() => sayings.forget());

describe('the help card (safety guide 2.4)', () => {
  it('has a number for danger and somebody to talk to, whatever is left of the data', () => {
    for (const lines of [[], [line({ number: 'soon' })], [line({ channel: 'web', url: 'http://a.example' })], [line({ country: 'NO' })], [line({ kind: 'emergency', number: '' })]]) {
      const card = cardOf(lines, 'GB');
      expect(card.isBuiltIn).toBe(true);
      expect(card.emergency.map(({ number }) => number)).toEqual(['112']);
      expect(card.talk.map(({ url }) => url)).toEqual(['https://findahelpline.com', 'https://befrienders.org']);
    }
  });
  it('falls back from a broken file', () => {
    for (const broken of ['', '{', 'null', '{"a":1}', '[1,null,{"kind":"talk"}]']) expect(help.parse(broken)).toEqual([]);
  });
  it('makes buttons that ring, text and open', () => {
    expect(href(line({}))).toBe('tel:116123');
    expect(href(line({ number: '+47 22 40 00 40' }))).toBe('tel:+4722400040');
    expect(href(line({ channel: 'text', number: '85258', word: 'SHOUT' }))).toBe('sms:85258?&body=SHOUT');
    expect(href(line({ channel: 'web', url: 'https://soschat.no' }))).toBe('https://soschat.no');
    expect([isRight(line({ number: '999' })), isRight(line({ number: 'tel:999' })), isRight(line({ channel: 'web', url: 'javascript:alert(1)' }))]).toEqual([true, false, false]);
  });
  it('shows the chosen country, and the operator’s two when nobody chose', () => {
    const known = ['GB', 'NO', 'IE'];
    expect(countriesFor('no', ['GB'], known)).toEqual(['NO']);
    expect(countriesFor('', ['GB', 'NO', 'IE'], known)).toEqual(['GB', 'NO']);
    expect(countriesFor('<script>', ['GB'], known)).toEqual(['GB']);
    expect(countriesFor(null, [], known)).toEqual(['*']);
  });
  it('shows few at first, and what holds for a part of the country last', () => {
    const card = cardOf([line({ name: 'a', region: 'GB-SCT' }), ...['b', 'c', 'd', 'e'].map((name) => line({ name })), line({ name: 'f', kind: 'urgent' })], 'GB');
    expect(card.talk.map(({ name }) => name)).toEqual(['b', 'c', 'd']);
    expect(card.more.map(({ name }) => name)).toEqual(['a', 'e', 'f']);
  });
  it.each([['2026-11-01', false], ['2026-05-24', true], [null, true], ['soon', true], ['2027-06-01', true]])('doubts a number checked on %s: %s', (verifiedOn, doubt) => {
    expect(isDoubtful(verifiedOn, new Date('2026-11-21T12:00:00Z'))).toBe(doubt);
  });
});

describe('the list of numbers', () => {
  const file = readFileSync('src/rooms/safety/helplines.json', 'utf8');
  it('loses nothing when it is read, and every number is well formed', () => {
    const read = help.parse(file);
    expect(read).toHaveLength((JSON.parse(file) as unknown[]).length);
    expect(read.filter((one) => !isRight(one)).map(idOf)).toEqual([]);
    expect(new Set(read.map(idOf)).size).toBe(read.length);
  });
  it('gives every country a number for danger and somebody to talk to', () => {
    for (const country of help.countries) expect(cardOf(help.parse(file), country), country).toMatchObject({ isBuiltIn: false });
  });
});

describe('help now', () => {
  scene('shows the operator’s countries first, and local numbers with them', async ({ iben }) => {
    await sayings.change(iben, 'en', { homeCountry: 'NO', countries: ['NO'], localNumbers: [{ name: 'The house phone', number: '55 12 34 56', country: 'NO', hours: '' }] });
    const { cards, chosen } = await help.help(null, 'nb');
    expect(cards.map(({ country }) => country)).toEqual(['NO']);
    expect(cards[0]!.talk[0]!.number).toBe('55 12 34 56');
    expect(chosen).toBe('NO');
  });
  scene('tells the steward which numbers nobody has checked for half a year', async ({ iben }) => {
    await sayings.change(iben, 'en', { countries: ['GB'] });
    const before = await help.checks(new Date('2028-01-01'));
    expect(before.every(({ isDoubtful: doubt }) => doubt)).toBe(true);
    await help.check(iben, before[0]!.id, '2027-12-30');
    await help.check(iben, before[0]!.id, '2027-12-30');
    await expect(help.check(iben, 'nobody', '2027-12-30')).rejects.toThrow(Refusal);
    expect((await help.checks(new Date('2028-01-01')))[0]!.isDoubtful).toBe(false);
  });
});

describe('when what the operator said is broken', () => {
  scene('there is still a number for danger and somebody to talk to, and checked dates do not hide a number', async () => {
    for (const [name, value] of [['countries', '"GB"'], ['homeCountry', '7'], ['localNumbers', '[{"name": 5}]'], ['checkedNumbers', '{"a": 1}']]) {
      await sql`insert into house.sayings (name, language, value) values (${name!}, '', ${value!}::jsonb) on conflict (name, language) do update set value = excluded.value`;
    }
    sayings.forget();
    for (const chosen of [null, 'NO', 'nowhere', '']) {
      const { cards } = await help.help(chosen, 'en');
      for (const card of cards) expect([card.emergency.length > 0, card.talk.length > 0], String(chosen)).toEqual([true, true]);
    }
    expect((await help.help(null, 'en')).cards[0]).toMatchObject({ country: '*', emergency: [{ number: '112' }] });
  });
  it('every number that was ever verified has a source, and an old date is a warning', () => {
    const lines = JSON.parse(readFileSync('src/rooms/safety/helplines.json', 'utf8')) as (Helpline & { source?: string })[];
    expect(lines.filter(({ source }) => !source).map(idOf)).toEqual([]);
    expect(isDoubtful('2026-05-01', new Date('2026-11-21T12:00:00Z'))).toBe(true);
  });
});
