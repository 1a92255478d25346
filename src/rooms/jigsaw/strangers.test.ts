import { describe, expect, it } from 'vitest';
import type { Language } from '#jigsaw/clue-rules';
import { likeness } from '#jigsaw/likeness-rules';
import { look } from '#jigsaw/look';

const nudged = (text: string, language: Language, known: string[] = []) => look({ text, language, known }).nudge;
/** Each way to say it with each of what may be said. */
const ways = (said: readonly string[], filled: readonly string[]) => said.flatMap((way) => filled.map((one) => way.replace('…', one)));

describe('names in no list, typed in any way [ID-7]', () => {
  it('letters tell names from words', () => {
    for (const name of ['zawadzki', 'petrosyan', 'kjelsrud', 'vindheim', 'okpara', 'abeysekera']) expect(likeness(name), name).toBeGreaterThan(0);
    for (const word of ['hagearbeid', 'kateterposer', 'grudging', 'wheelchairs', 'klistret']) expect(likeness(word), word).toBeLessThan(0);
  });
  it.each(ways(['my neighbour … is drinking again', '… is my social worker and she lost my file', 'guess who was in the waiting room, …, from the school', 'i was christened … and hated it', 'the sticker on my notes says … in red'],
    ['fiona grimsditch', 'stephen aloysius donnellan', 'mohamed abdi farah', 'Aoife Ní Bhriain', 'Nguyen Thi Lan', 'Yonas Habtezion']))('%s', (text) => expect(nudged(text, 'en')).toBe(true));
  it.each(ways(['naboen … drikker igjen', 'Sjefen. Altså. … sa det foran alle', 'det var … som skrev under', 'Jeg er døpt … og har hatet det', 'på lappen står det …, fare for fall'],
    ['Tor Inge Rødsjø', 'solveig vindheim', 'Kåre Magnus Lyngved', 'Ánte Máhtte Sara', 'Agnieszka Zawadzka']))('%s', (text) => expect(nudged(text, 'nb')).toBe(true));
  it.each([['the wristband said WOJCIECHOWSKA, HALINA and the wrong birthday', 'en'], ['On the envelope: Garrity, Fiona. Inside: other results.', 'en'], ['Legen leste fra skjermen: "pasienten Wiśniewska, Agnieszka møter"', 'nb'], ['på armbåndet sto det kvamsøe, trude og feil dato', 'nb']] as const)('the last name first: %s', (text, language) => {
    expect(nudged(text, language)).toBe(true);
  });
  it.each([['We drove through Sutton, Anna slept.', 'en'], ['My girls Emma, Anna and Kari slept.', 'en'], ['fiona visits on sundays', 'en'], ['maria klistret plaster på kneet', 'nb'], ['Started Humira, Anna says it works.', 'en'], ['bruker Oticon Intent nå', 'nb']] as const)('not everything beside a name: %s', (text, language) => {
    expect(nudged(text, language)).toBe(false);
  });
});

describe('what shows nobody [ID-7, NEW-2]', () => {
  const full = ['Gladys Pemberton', 'Dave Johnson', 'Kåre Olsen'];
  it.each(ways(['My cat Mrs … has learned to open drawers', 'The physio’s dog is called …', 'We adopted a greyhound named …', 'My wheelchair is called …', 'Mr … the cat was sick on the rug'], full))('a pet, a thing: %s', (text) => expect(nudged(text, 'en')).toBe(false));
  it.each(ways(['hunden heter …', 'marsvinet … er død', 'jeg kaller stomien …', 'Hesten til fysioterapeuten heter …'], full))('et dyr, en ting: %s', (text) => expect(nudged(text, 'nb')).toBe(false));
  it.each(['Watching Monk again, Adrian Monk wiping every lamppost is my OCD', 'Sir Winston Fluffington has decided that my heat pad is his. Six kilos of cat', 'Does Humira sting more than Adalimumab Sandoz?', 'Is B12 500 mcg worth adding on top?', 'Biscuit Henderson the Third had her first day as a dog in training', 'My Dr Martens and a Jo Malone candle do the rest', 'Is it Charles Bonnet when you see little people on the curtains?'])('a story, an animal with a title, a maker: %s', (text) => expect(nudged(text, 'en')).toBe(false));
  it.each(['Føler meg som Albert Åberg, skal bare', 'Gilbert var det legen sa, altså Gilberts syndrom, helt ufarlig', 'Prinsesse Tussi Snurrfot ligger på varmeputa mi og maler, poter i været', 'Hvor mange her har Marfans syndrom?', 'Kari Traa-ull innerst og Helly Hansen utenpå', 'Sentralen vil ha HMS-nummer 231846 og artikkelnummer 10047723', 'Eksempelet i brosjyren, fødselsnummer 057288 14468, er ikke engang gyldig'])('en fortelling, en sykdom med navn, et dyr: %s', (text) => expect(nudged(text, 'nb')).toBe(false));
  it.each(ways(['… has written four books about friendship', 'I am reading … again', 'a poem by …'], ['Elena Ferrante', 'Marian Hadley']))('a writer: %s', (text) => expect(nudged(text, 'en')).toBe(false));
  it.each(ways(['Leste … sin bok i helga', '… har skrevet fint om sinne', 'hørte … på radio'], ['Lars Amund Vaage', 'Selma Lønning Aarø']))('en forfatter: %s', (text) => expect(nudged(text, 'nb')).toBe(false));
  it.each([['Epikrisen begynner med "Kari Nordmann"', 'nb'], ["'Joe Bloggs, patient' is what my letter says", 'en'], ['What @MuddyWellies said about bosses', 'en'], ['@Mollie_k you said you had a good night', 'en'], ['heia @LilleSpurv', 'nb'],
    ['parcel tracking JD0002 4471 9083 1126 is in Coventry', 'en'], ['org.nr 974 760 673', 'nb'], ['Has anyone got the Invacare Rea Azalea?', 'en'], ['erfaring med Permobil M3 kontra F5?', 'nb']] as const)('%s', (text, language) => expect(nudged(text, language)).toBe(false));
  it.each([['The dog belongs to Keith Lomax at number 9', 'en'], ['my dog walker is called Joanne Pickersgill', 'en'], ['I wrote a poem, it is out under Tamsin Prothero', 'en'], ['Kari Hansen skrev om meg på facebook', 'nb'], ['@stjernestøv er kona til presten i Ulvdal, det vet jeg nå', 'nb'], ['I am @bendy_beth on tiktok', 'en']] as const)('but somebody all the same: %s', (text, language) => {
    expect(nudged(text, language)).toBe(true);
  });
});

describe('ways to reach somebody in other words [ID-7]', () => {
  it.each([['mailen min er toril krøllalfa fjellheimen punkt no', 'nb'], ['gmail is wendy.pruett', 'en'], ['drop a line to rita full stop bloom at hotmail full stop com', 'en'], ['du når meg via marte.sol hos protonmail', 'nb'], ['mobile: 447700900871', 'en'], ['sett inn på 8601 1179470 så ordner jeg kake', 'nb'],
    ['Jeg er samme snøfnugg_81 som på Kvinneguiden', 'nb'], ['same handle as on healthunlocked: lupus_lorna', 'en'], ['steam friend code 48201933', 'en'], ['ive moved to 31a high st crail', 'en'], ['parcels go to 7 st johns road', 'en'], ['we live at the end of Beech Grove, no 40', 'en'], ['6793 Innvik her', 'nb']] as const)('%s', (text, language) => {
    expect(nudged(text, language)).toBe(true);
  });
  it.each([['Kul_Kaktus og Mosekongen har rett begge to', 'nb'], ['KID 0034482910023', 'nb'], ['I have moved to 40 a day of the new tablets', 'en'], ['thanks SleepyBadger, same here, everywhere hurts', 'en']] as const)('not: %s', (text, language) => expect(nudged(text, language)).toBe(false));
});

it.each([['Passport came back rejected. The number is 533401928 and they cannot verify it', 'en'], ['Passet ble avvist igjen, nummeret er 31245678 og ingen finner det', 'nb'], ['Passet mitt gikk ut i mai, nr CFA0482917, og jeg kommer ikke hjem', 'nb']] as const)('the number of a passport told in the next breath is asked about [ID-7]: %s', (text, language) => expect(nudged(text, language)).toBe(true));

it.each([
  ['You can ring me in the evening, for example on 07700 900123', 'en'], ['Scammers used my account, 1503.20.77773, again', 'en'], ['Fødselsnummeret mitt, 01019010046, ble brukt i en svindel', 'nb'],
  ['Lady Margaret Ashdown lives next door and walks her dog at six', 'en'], ['Jeg heter Anna Devold og har hund', 'nb'], ['Karis sykdom ble verre. Hilsen Kari Bø', 'nb']
] as const)('one’s own beside such words is asked about all the same [ID-7, NEW-2]: %s', (text, language) => expect(nudged(text, language)).toBe(true));
