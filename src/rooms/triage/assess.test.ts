import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knows, languages, say } from '#platform/words';
import { assess, assessNow } from '#triage/assess';
import { heightOf, levels, type Level, type Text } from '#triage/levels';
import { signals } from '#triage/signals';

type Row = { lang: 'en' | 'nb'; text: string; previous?: string[]; level: Level };
const guide = readFileSync('src/rooms/triage/development/guide.jsonl', 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Row);
const en = (text: string): Text => ({ text, language: 'en' });

describe('the labelling guide’s own rows (MOD-9)', () => {
  it.each(guide.map((row) => [row.level, row.text, row] as const))('%s: %s', (level, text, { lang, previous }) => {
    const said = assessNow({ text, language: lang, ...(previous ? { previous } : {}) }).level;
    // A row may be taken more seriously by one level, never less.
    expect([heightOf(level), heightOf(level) + 1]).toContain(heightOf(said));
  });
});

describe('triage', () => {
  it('says every reason it can give in words a moderator reads, in both languages (MOD-9)', () => {
    const own = ['phases', 'witnesses'].flatMap((file) => [...readFileSync(`src/rooms/triage/${file}.ts`, 'utf8').matchAll(/why: '(why\.[\w.]+)'/g)].map(([, why]) => why!));
    expect(own).toContain('why.saidPlainly');
    const all = [...own, ...Object.values(signals).map(({ why }) => `why.${why}`), ...levels.slice(1).map((level) => `why.model.${level}`)];
    for (const language of languages) expect(all.filter((why) => !knows(language, 'triage', why) || say(language, 'triage', why) === why)).toEqual([]);
    expect(say('nb', 'triage', 'why.saidPlainly')).not.toBe(say('en', 'triage', 'why.saidPlainly'));
  });
  it('quotes the exact words', () => {
    const { reasons } = assessNow(en('Hi. I RAN OUT of hydrocortisone on Friday and feel sick'));
    expect(reasons.map(({ words }) => words)).toContain('RAN OUT of hydrocortisone');
  });
  it('quotes nothing but the text (property)', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('I', 'ran', 'out', 'of', 'insulin', 'goodbye', 'tonight', 'pills', 'takk', 'for', 'alt', '\u200b', '!', '.', 'I\u2019ve', '😂'), { maxLength: 40 }), (words) => {
      const text = words.join(' ');
      for (const reason of assessNow(en(text)).reasons) if (reason.words !== undefined) expect(text).toContain(reason.words);
    }), { numRuns: 60 });
  });
  it('never throws, whatever the string (property)', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom('en' as const, 'nb' as const), (text, language) => {
      expect(assessNow({ text, language, previous: [text] }).version).toBeTruthy();
    }), { numRuns: 150 });
  });
  it.each(['i can not go on ', 'a', '((((', 'not not not ', '[[[ ||| ', 'ta livet ', '\u200b', '💊', 'no way out ~ '])('reads a megabyte of %j quickly, and gives it to a human', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    assessNow(en('warm'));
    const began = performance.now();
    const { level } = assessNow(en(text));
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(heightOf(level)).toBeGreaterThanOrEqual(heightOf('concern'));
  });
  it.each(['', '   ', '\n\n', '...'])('says nothing about a text that says nothing (%j)', (text) => {
    expect(assessNow(en(text))).toMatchObject({ level: 'none', flags: [], reasons: [] });
  });
  it('knows the same words behind other signs', () => {
    const levels = ['I want to kill myself tonight', 'I want to k1ll mys3lf tonight', 'I wan\u200bt to ki\u200bll my\u200bself tonight', 'Ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ ｔｏｎｉｇｈｔ'].map((text) => assessNow(en(text)).level);
    expect(levels).toEqual(['urgent', 'urgent', 'urgent', 'urgent']);
  });
  it.each([['I want to end my life and I have 90 of the tablets', true], ['Jeg vil ikke leve mer og har førti tabletter her', true], ['I want to end my life', false], ['Can I take two tablets with 500 mg of the other one?', false], ['Tok 20 enheter insulin to ganger ved et uhell', false]] as const)('sees how much of what beside a wish to die: %s', (text, isDetail) => {
    expect(assessNow(en(text)).flags.includes('method_detail')).toBe(isDetail);
  });
  it.each([
    ['encourages_harm', 'Jump already.'], ['encourages_harm', 'If I were you I would do it tonight while it is quiet.'], ['encourages_harm', 'Take the lot and be done with it.'],
    ['encourages_harm', 'Ta alle sammen, så er det over.'], ['encourages_harm', 'Kutt deg igjen, det roer deg ned.'], ['encourages_harm', 'Hadde jeg vært deg, hadde jeg gjort det i natt.'],
    ['misinformation', 'Chemo kills more people than cancer does.'], ['misinformation', 'Cellegift dreper flere enn kreften.'], ['commercial', 'Become a distributor and get your supplements free.'],
    ['commercial', 'Jeg selger magnesiumspray, 120 kr flaska, send melding.'], ['abuse', 'You make me sick, you lazy liar.'], ['abuse', 'For en gjeng sutrete tapere.'],
    ['identity_leak', 'Ring meg på 90 12 34 56.'], ['identity_leak', 'My number is 07700 900456, ring me.']
  ] as const)('finds %s: %s', (flag, text) => {
    // In either language: what is Norwegian is read as such.
    const language = /[æøå]|^(?:For en|Kutt|Ta alle|Cellegift|Jeg)/i.test(text) ? 'nb' : 'en';
    expect(assessNow({ text, language }).flags).toContain(flag);
  });
  it.each(['My cat is asleep on the good coat.', 'Come on, finish the puzzle!', 'Hopp i det, vannet er deilig!', 'Jeg bor i en liten by ved en elv.'])('raises no flag on %s', (text) => {
    expect(assessNow(en(text)).flags).toEqual([]);
  });
  it('answers without the encoder', async () => {
    process.env.TRIAGE_ENCODER = 'off';
    const text = en('Not going to dialysis any more. I want it to be over and I know what that means');
    expect((await assess(text)).level).toBe(assessNow(text).level);
    delete process.env.TRIAGE_ENCODER;
  });
});
