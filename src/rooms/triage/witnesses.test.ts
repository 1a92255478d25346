/** What is said plainly is believed with the encoder, too, whatever stands beside it: a name it never met, a place, an illness. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess, assessNow } from '#triage/assess';
import { rest, wake } from '#triage/encoder';
import { see } from '#triage/features';
import { heightOf, type Level } from '#triage/levels';
import { byWitnesses } from '#triage/witnesses';

const beside = ['', ', Anna.', '. Venipora Rasusudo', ' Hilsen Xqzrt 77', '. I live in Trondheim and have lupus.', '. Jeg bor i Leeds og har MS.'];
const plainly: [Level, 'en' | 'nb', string[]][] = [
  ['urgent', 'en', ["I'm going to kill myself tonight", "I've taken an overdose", 'I just took 40 paracetamol', "I've taken about thirty of my tramadol", 'I stopped my insulin to die', "I've decided to end it tonight", 'kms tonight', "I haven't had insulin for two days and I'm vomiting", 'I want to kill myself and I have the rope ready']],
  ['urgent', 'nb', ['Jeg tar livet mitt i kveld', 'Jeg har tatt en overdose', 'Jeg har nettopp tatt 40 paracet', 'Tok tjue sovetabletter nå', 'Jeg sluttet med insulin for å dø', 'Har ikke tatt insulin på to dager og kaster opp']],
  ['urgent', 'en', ['I took 45 paracetamol this morning, I have pain every day', 'took 50 of them strong tablets', 'I took 1000 tablets', 'I have taken 24 strong painkiller tablets', 'I took 112 pills']],
  ['urgent', 'nb', ['jeg tok 30 sterke tabletter', 'har tatt 25 små tabletter', 'svelget 50 gamle tabletter']],
  ['concern', 'en', ['Took two packets of paracetamol', 'I took 8 tablets', 'I have taken 30 tablets a day']],
  ['concern', 'en', ['I want to kill myself', 'I want to end my life and I have 90 of the tablets', "I'm suicidal", 'I have the pills in front of me', 'I took all my tablets', "I'm thinking of ending my life", 'i wanna unalive myself', "I don't want to live anymore", 'I plan to hang myself']],
  ['concern', 'nb', ['Jeg vil ta livet mitt', 'Jeg vil ikke leve lenger', 'Jeg er suicidal', 'Jeg har pillene foran meg', 'Jeg tok alle tablettene mine', 'Jeg skal henge meg', 'Jeg vurderer å ta livet mitt']]
];

beforeAll(async () => void (await wake()), 60_000);
afterAll(rest);

describe('what is said plainly (MOD-9, hazard H1)', () => {
  it('is never less than it says, whatever stands beside it, with the encoder and without', async () => {
    for (const [level, language, all] of plainly) for (const said of all) for (const more of beside) {
      const text = said + more;
      const [now, full] = [assessNow({ text, language }), await assess({ text, language }, { patience: 10_000 })];
      expect(heightOf(full.level), `with the encoder: ${text}`).toBeGreaterThanOrEqual(heightOf(level));
      expect(heightOf(now.level), `without it: ${text}`).toBeGreaterThanOrEqual(heightOf(level));
    }
  }, 60_000);
  it.each([
    ['en', "I've overdosed on people. Two birthday parties and a christening."], ['en', 'Ten years ago I took an overdose. Today I walked my dog and felt ok. Keep going folks'],
    ['en', 'My inhaler is empty, new one on Friday, using the spare'], ['nb', 'Denne fibroen tar livet av meg, noen som har prøvd varmepute?'], ['en', 'Took 20 steps more than yesterday!']
  ] as const)('and not what only sounds so: %s %s', async (language, text) => {
    expect((await assess({ text, language }, { patience: 10_000 })).level).not.toBe('urgent');
  });
  it.each([
    ['en', 'Took 2 paracetamol for my back and went to bed, slept well'], ['en', 'I had a bad head so I took 1 ibuprofen with breakfast.'], ['nb', 'Jeg tok 2 paracet og la meg på sofaen'],
    ['en', 'Has anyone taken 10mg of oxybutynin? How was it?'], ['en', 'I have taken 12 tablets every morning since the transplant, you get used to it'], ['en', 'It took 20 minutes before the tablets worked'], ['en', 'I took 40 mg of my tablets and slept'], ['nb', 'Det tok 30 minutter før tablettene virket'], ['en', 'Took 60 tablets back to the pharmacy, so much waste'],
    ['en', 'Took 500 mg paracetamol, waiting for it to work'], ['nb', 'Har tatt 25 mg antidepressiva i mange år og det går fint']
  ] as const)('nor an ordinary dose, whatever the model makes of it: %s %s', (language, text) => {
    expect(byWitnesses(see({ text, language })).map(({ level }) => level)).not.toContain('urgent');
  });
});
