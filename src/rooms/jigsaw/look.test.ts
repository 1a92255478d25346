import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classesOf } from '#jigsaw/class-rules';
import type { Language } from '#jigsaw/clue-rules';
import { look } from '#jigsaw/look';
import { measure, type Judged } from '#jigsaw/measuring-rules';
import { nationalNumber } from '#jigsaw/norwegian-numbers';
import { isCard, isNhsNumber } from '#jigsaw/number-rules';

const marked = (text: string, language: Language = 'en', more: { previous?: string[]; known?: string[] } = {}) =>
  look({ text, language, ...more }).clues.map(({ kind, words }) => [kind, words] as const);

describe('national numbers', () => {
  it.each([['9434765919', true], ['9434765918', false], ['9990000018', true], ['9990000000', false], ['9990000009', false], ['943476591', false]])('NHS %s: %s', (digits, is) => {
    expect(isNhsNumber(digits)).toBe(is);
  });
  it.each([['15907012031', 'both'], ['55907005290', 'both'], ['30108299939', 'new'], ['02013299997', 'both'], ['15907012032', undefined], ['1590701203', undefined]])('Norwegian %s: %s', (digits, rule) => {
    expect(nationalNumber(digits)).toBe(rule);
  });
  it('need a cue or their spacing', () => {
    expect(marked('Parcel 9434765919 is late')).toEqual([]);
    expect(marked('NHS number 9434765919')).toEqual([['nhs-number', '9434765919']]);
    expect(marked('she read out 943 476 5919')).toEqual([['nhs-number', '943 476 5919']]);
    expect(marked('Sporingsnummer 15907012031', 'nb')).toEqual([]);
  });
  it('wait for a change, and so do cards and other people’s contact details; the author’s own do not', () => {
    for (const text of ['NHS number 943 476 5919', 'fnr 15907012031', 'my NI number is JG 10 37 59 A', 'card 4111 1111 1111 1111', 'her number is 07700 900142', 'my sister lives at 14 Elm Road'])
      expect(look({ text, language: 'en' }).mustChange, text).toBe(true);
    for (const text of ['my number is 07700 900142', 'I live at 14 Elm Road', 'I am Jane Smith', 'mail me: keith.barlow61@gmail.com']) {
      expect(look({ text, language: 'en' }), text).toMatchObject({ nudge: true, mustChange: false });
    }
  });
  it('a card has its own check digit', () => {
    expect(isCard('4111111111111111')).toBe(true);
    expect(isCard('4111111111111112')).toBe(false);
  });
});

describe('what is never a clue [NEW-2]', () => {
  it.each<[Language, string]>([
    ['en', 'Mesalazine, azathioprine, Humira and vitamin B12 5mg.'], ['en', 'Crohn’s, Parkinson’s, Hashimoto’s, Sjögren’s and Bell’s palsy.'], ['nb', 'Bekhterev, Menière og Crohns.'],
    ['en', 'Samaritans are on 116 123, or 0808 808 8000.'], ['nb', 'Kirkens SOS har 22 40 00 40.'], ['en', 'I live in Manchester and have MND.'], ['nb', 'Jeg bor i Bergen og har ALS.'],
    ['en', 'Stephen Fry and Harry Potter keep me company.'], ['en', 'My dog Bella Smith and the cat, Jane Austen.'], ['en', 'Thanks Willow, and @Quiet Heron, see you Monday.'],
    ['en', 'I was diagnosed on 12 March 2009.'], ['en', 'CRP 48, ferritin 9, 2 140 steps, BP 128/82.'], ['en', 'My daughter Emma made soup.'], ['en', 'I work at Tesco.'], ['nb', 'Jeg jobber på Kiwi.']
  ])('%s: %s', (language, text) => {
    expect(marked(text, language)).toEqual([]);
  });
  it('nor is the name somebody goes by here', () => {
    expect(marked('Thank you Sarah Thornton for that.', 'en', { known: ['Sarah Thornton'] })).toEqual([]);
  });
});

describe('what shows somebody by itself, typed as people type [NEW-2]', () => {
  it.each<[Language, string, string, string]>([
    ['en', 'name', 'they wrote h-a-r-g-r-e-a-v-e-s on it', 'h-a-r-g-r-e-a-v-e-s'], ['en', 'name', 'The label says WETHERBY, Joan E. again', 'WETHERBY, Joan E.'],
    ['en', 'postcode', 'the house with the ramp, e x 3 9 1 s q', 'e x 3 9 1 s q'], ['nb', 'phone', 'mobilen er 4 0 5-9 9-3 8 4', '4 0 5-9 9-3 8 4'],
    ['nb', 'other-person', 'Jeg tror «Snøspurv» er kantoren her', '«Snøspurv»'], ['en', 'other-person', 'Our postman, Derek, has HIV.', 'Derek'],
    ['en', 'name', 'call me Sivanesan Selvarajah if you like', 'Sivanesan Selvarajah'], ['en', 'name', 'janet postlethwaite here, still waiting', 'janet postlethwaite'],
    ['nb', 'name', 'det er torunn aasbø her, venter fortsatt', 'torunn aasbø'], ['nb', 'name', 'Vedlegg: epikrise_Halvor_Bakkejord.pdf', 'Halvor_Bakkejord'],
    ['en', 'name', 'They called out "Mr Lindqvist-Hale?" twice.', 'Mr Lindqvist-Hale'], ['en', 'phone', 'ring 0 double 7 double 0, 9 double 0, 1 2 3', '0 double 7 double 0, 9 double 0, 1 2 3'],
    ['nb', 'phone', 'Ring meg på førtien tjuetre førtifem sekstisju', 'førtien tjuetre førtifem sekstisju'], ['en', 'email', 'send it to janehollis82 gmail com please', 'janehollis82 gmail com'],
    ['en', 'address', 'we moved to number twelve Mill Lane', 'number twelve mill lane'], ['nb', 'address', 'Adressen min er Elveveien nummer tolv', 'elveveien nummer tolv'],
    ['en', 'postcode', 'parcel went to ls63qt again', 'ls63qt'], ['nb', 'postcode', 'Bor i 0556', '0556'], ['nb', 'handle', 'på Steam heter jeg vondtirygg', 'vondtirygg'],
    ['en', 'handle', 'my gamertag is wobblylegsjane', 'wobblylegsjane'], ['nb', 'national-number', 'fnr 15907 012031', '15907 012031'], ['en', 'nhs-number', 'NHS number 943.476.5919', '943.476.5919'],
    ['en', 'name', 'hi its deb hargreaves again', 'deb hargreaves'], ['nb', 'name', 'De skrev navnet mitt med to n-er igjen: Johansson-Bakken, Lena.', 'Johansson-Bakken, Lena'],
    ['nb', 'link', 'Kanalen min heter Sakte søndag med Bea, kom innom', 'Sakte søndag med Bea'], ['en', 'link', 'look up case CO/1142/2019, that was me', 'CO/1142/2019'], ['nb', 'link', 'Slå opp sak 19-114202TVI, det var meg', '19-114202TVI']
  ])('%s, %s: %s', (language, kind, text, words) => {
    expect(marked(text, language).map(([found, said]) => [found, said.toLowerCase()])).toContainEqual([kind, words.toLowerCase()]);
  });
  it.each<[Language, string]>([
    ['en', 'My friend karen teaches yoga and i walk one two three four.'], ['en', 'Two hours to drive home, ten minutes of road.'], ['en', 'Is anyone else on discord or steam for the quiz?'], ['en', 'Did anyone see Chris Packham last night?'],
    ['nb', 'Hun la ned brudebildet og tok det opp igjen.'], ['nb', 'En to tre fire fem seks sju, sa fysioen.'], ['nb', 'Jeg bor i andre etasje og fikk pakka til slutt.'], ['en', 'Attachment: pacing_chart_blank.pdf'],
    ['en', 'The leaflet says case CO/1142/2019 changed the rules.'], ['nb', 'Kanalen min heter det samme som her.'], ['en', 'Its mary that I pray to, said the parrot.']
  ])('and not what only looks like it: %s: %s', (language, text) => {
    expect(marked(text, language)).toEqual([]);
  });
});

describe('small clues together [ID-7]', () => {
  const kinds = (text: string, previous: string[] = []) => look({ text, language: 'en', previous }).kinds;
  it('two are enough with a rare condition or a small place, else three', () => {
    expect(kinds('I live in Whitby and have porphyria.')).toEqual(['small-place', 'rare-condition', 'combination']);
    expect(kinds('My daughter Emma visits me after my shift at Tesco.')).toEqual([]);
    expect(kinds('My daughter Emma visits me after my shift at Tesco, before school at Hillcrest Academy.')).toEqual(['relative', 'employer', 'school', 'combination']);
  });
  it('in everyday words, beside what was said before', () => {
    const earlier = ['I have myasthenia gravis.'];
    expect(marked('Sixty tomorrow, no fuss please.', 'en', { previous: earlier })).toEqual([['birthday', 'Sixty tomorrow']]);
    expect(marked('My boss at the land registry wants a note.', 'en', { previous: earlier })).toEqual([['employer', 'the land registry']]);
    expect(marked('My boss at the land registry wants a note.')).toEqual([]);
  });
  it('are counted with the author’s earlier texts, and only what is new is asked about', () => {
    const earlier = ['I have myasthenia gravis.', 'The cat slept.'];
    expect(marked('Rain again in Whitby', 'en', { previous: earlier })).toEqual([['small-place', 'Whitby']]);
    expect(marked('The cat slept again', 'en', { previous: earlier })).toEqual([]);
    expect(marked('Whitby again', 'en', { previous: [...earlier, 'Rain in Whitby'] })).toEqual([]);
  });
  it('a clinic’s name and the day to be there are the guide’s own example', () => {
    expect(kinds('St Mary’s on Tuesday for the scan.')).toEqual(['clinic', 'appointment', 'combination']);
  });
});

describe('clues told obliquely [ID-7]', () => {
  const kinds = (text: string, language: Language = 'en', previous: string[] = []) => look({ text, language, previous }).kinds;
  it.each<[Language, string]>([
    ['en', 'My sixth formers made me a card, since I am the only Latin teacher left in the valley.'], ['en', 'We have two sets of twins, so the whole street knows when the ambulance comes.'],
    ['nb', 'Det var jeg som bar ut klokka da menighetshuset brant, og alle i bygda så det.'], ['nb', 'Jeg er skiftleder på smelteverket, og det var nattskiftet før 1. mai.']
  ])('two unusual pieces are enough, %s: %s', (language, text) => {
    expect(kinds(text, language)).toContain('combination');
  });
  it.each<[Language, string]>([
    ['en', 'Am I the only one who cries in the car?'], ['en', 'The twins have finally slept.'], ['en', 'I live in a small village and the bus is late.'], ['nb', 'Jeg er den eneste i familien med dette.'],
    ['nb', 'Jeg er lærer og mister stemmen.'], ['en', 'Nobody told me it was in the papers.'], ['nb', 'Alle vet hvordan det er å være sliten.']
  ])('one is not, nor what everybody says, %s: %s', (language, text) => {
    expect(kinds(text, language)).toEqual([]);
  });
  it('they add to what was said before in the same space', () => {
    expect(kinds('The triplets are all doing fine.', 'en', ['I am usually the only mum in a wheelchair at the stop.'])).toContain('combination');
    expect(kinds('The triplets are all doing fine.', 'en', ['Rain again.'])).toEqual([]);
  });
});

describe('safer words', () => {
  it('are in the text’s language, and what they replace is exact', () => {
    const text = 'Jeg har Addisons sykdom og bor i Kvam.';
    const { clues } = look({ text, language: 'nb' });
    expect(clues.map(({ safer }) => safer)).toEqual(['en sjelden tilstand', 'et lite sted']);
    expect(clues.map(({ start, end, words }) => text.slice(start, end) === words)).toEqual([true, true]);
  });
});

describe('any text at all', () => {
  const pieces = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Jane Smith', ' ', '07700 900142', 'İ', 'å', '943 476 5919', 'my daughter Emma', '@', '. ', '\n', 'St. ', '15907012031', '’', '\ud800', '👩🏽‍🦽', 'Storgata 5', 'kl. 10'));
  it('is answered, with words that stand in it, in order and apart', () => {
    fc.assert(fc.property(fc.array(pieces, { maxLength: 30 }), fc.constantFrom<Language>('en', 'nb'), (parts, language) => {
      const text = parts.join('');
      const { clues, nudge } = look({ text, language, previous: parts });
      let end = 0;
      for (const clue of clues) {
        expect(text.slice(clue.start, clue.end)).toBe(clue.words);
        expect(clue.words).not.toBe('');
        expect(clue.start).toBeGreaterThanOrEqual(end);
        end = clue.end;
      }
      expect(nudge).toBe(clues.length > 0);
    }), { numRuns: 300 });
  });
  it.each(['a', 'A ', '1 ', '1', '.', 'a.b@', 'St. ', 'my daughter ', 'oh one ', '(1)-', 'Jeg heter Kari Nordmann og bor i Storgata 5. '])('of 300 000 letters takes its time in a straight line: %j', (piece) => {
    const text = piece.repeat(300_000 / piece.length);
    const begun = process.cpuUsage();
    look({ text, language: 'nb' });
    expect(process.cpuUsage(begun).user / 1000).toBeLessThan(6_000); // milliseconds of work, however busy the machine is; a thousand as a rule
  });
});

describe('what a word is about', () => {
  it.each<[Language, string, string, boolean]>([
    ['en', 'thatcher', 'organist', true], ['nb', 'orgelstemmer', 'organist', true], ['nb', 'bruktbokhandelen', 'museum', true], ['nb', 'tvillingene', 'twin', true], ['nb', 'tvillingene', 'museum', false],
    ['en', 'flooded', 'flom', true], ['nb', 'brødskive', 'organist', false], ['en', 'kirkeorganist', 'organist', false], ['nb', 'kirkeorganist', 'organist', true]
  ])('%s: %s is of a kind with %s: %s', (language, word, other, is) => {
    expect((classesOf(word, language) & classesOf(other, 'nb')) !== 0).toBe(is);
  });
  it('is never told by a part that is too short, or by marks', () => {
    for (const word of ['', '-', "'s", 'ab', 'xyzzyq']) expect(classesOf(word, 'nb'), word).toBe(0);
  });
});

describe('on the invented texts', () => {
  const folder = `${import.meta.dirname}/development`;
  const texts = readdirSync(folder).flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Judged));
  it('which are enough, in both languages, half of the clean ones hard, every span exact', () => {
    expect(texts.length).toBeGreaterThanOrEqual(450);
    expect(new Set(texts.map(({ id }) => id)).size).toBe(texts.length);
    expect(texts.flatMap(({ text, spans }) => spans.filter((span) => !text.includes(span)))).toEqual([]);
    const clean = texts.filter(({ nudge }) => !nudge);
    expect(clean.filter(({ hard }) => hard).length).toBeGreaterThanOrEqual(clean.length / 2);
  });
  it('the goals of the safety guide hold', { timeout: 60_000 }, () => {
    measure(texts.slice(0, 150)); // patterns are prepared in it
    const { direct, indirect, precision, clean, p95 } = measure(texts);
    expect(direct.of / direct.among).toBeGreaterThanOrEqual(0.98);
    expect(indirect.of / indirect.among).toBeGreaterThanOrEqual(0.9);
    expect(precision.of / precision.among).toBeGreaterThanOrEqual(0.95);
    expect(clean.of / clean.among).toBeLessThanOrEqual(0.03);
    expect(p95).toBeLessThan(20);
  });
});
