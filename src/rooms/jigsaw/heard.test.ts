/** Names as others say or show them, and what one is called elsewhere. [ID-7] */
import { describe, expect, it } from 'vitest';
import { look, type Language } from '#jigsaw/look';

const nudged = (text: string, language: Language) => look({ text, language }).nudge;
type Told = readonly [string, Language];

describe('names as others say or show them, and names elsewhere [ID-7]', () => {
  it.each<Told>([
    ['he opens the door and goes "now then maureen hathersage what have you done this time"', 'en'], ["She stood there with a clipboard and went 'Rosalind Prewett? Any allergies?'", 'en'], ['Automaten på sykehuset: VELKOMMEN HALLGEIR NUPEN med store bokstaver', 'nb'],
    ['trodde jeg var lat jeg. hilsen geir ove mjelstad', 'nb'], ['Månelys her inne er jo Berit som har garnbutikken!', 'nb'], ['look up Harriet Quillfeather on youtube, that is my harp', 'en'], ['jeg skriver under som K. Storjord', 'nb'],
    ["anybody on ravelry? I'm tealcosy71 over there", 'en'], ['Dere på hestenettet kjenner meg, jeg er fjordhest_67 der og', 'nb'], ['genseren ligger på insta under tovesmaskerogmorro', 'nb'], ['på Kvinneguiden kalte jeg meg Sutreper', 'nb'],
    ["drop me a line, it's jackie dot broadhurst at the gmail one", 'en'], ["the form wants a passport number and I've put 561908327", 'en'], ['passport 512 908 441 has run out', 'en'], ['bare ett utleveringssted, 4563 Borhaug, og dit er det tre kilometer', 'nb'],
    ['han på apoteket ropte rune hallvard eikemo skal ha kateter', 'nb'], ["nobody can ever spell my surname, it's Treharne", 'en'], ['we are the end house on chandlers row, number 41, blue door', 'en'], ['Vi kan ta kaffen hos meg. Lyngåsen 41, ring på hos 2. etasje', 'nb'],
    ["I'm in the phone book under Blenkinsop, Maureen, if you want a natter", 'en'], ['ble ropt opp som "aslaksen, jan petter" og halve bygda snudde seg', 'nb'], ['det er bare en vebjørn saltrøe så det er lett å finne', 'nb'], ['jeg bor jo på 6823 sandane så det blir noen mil', 'nb'],
    ['Dette skrev jeg på kvinneguiden, under nicket Snøklokka_78, så bare søk opp den tråden', 'nb'], ['passport office wanted the old one so i gave them 533 902 148', 'en'], ["they've spelt my name wrong, its wojciech not wojtek, and kaminski with a k", 'en'],
    ['Jeg er ny her. Geir-Ove Lindstrand heter jeg, har KOLS og en sta hund.', 'nb'], ['legg meg til på facebook da vel, bente ramsøskar', 'nb'], ['thats me done for tonight, meds kicking in. night all x maureen tetlow', 'en'], ["I'm the same name on here as on Ravelry and Instagram by the way", 'en'],
    ['Roz Thistlewood here (new phone)', 'en'], ["they've got me down as Clodagh Ni Shuilleabhain again", 'en'], ['Used to be KneesUpMotherBrown88 on the fibro board', 'en'], ["we're at number 6 Ferry Steps, come and see the boats", 'en'],
    ["it's gmail and it's ottiliebramwell, then 62", 'en'], ['They kept the old passport, number 548 207 316, and want a letter', 'en'], ['I do chair yoga on tiktok now, would you believe. @wobblywendyyoga', 'en']
  ])('%s', (text, language) => expect(nudged(text, language)).toBe(true));
  it.each<Told>([
    ['she said "right then" and shut the door', 'en'], ['VELKOMMEN TIL VENTEROMMET sto det', 'nb'], ['klem fra meg og katta', 'nb'], ['Månelys her inne er jo den som får meg til å le', 'nb'], ['my pain is 71 over there and 20 here', 'en'],
    ['jeg leste på nett under middagen', 'nb'], ['Say your letter reads "Mr A. Example, 1 Any Street", just black that out', 'en'], ['Bestilte den artikkelen fra Jernia, 4872210, virker på syltetøy', 'nb'], ['night all x thats me done', 'en'], ['Sykehusveiledningen har nummer 23 32 70 00', 'nb'], ['passport came in 12 days, the ring number is 0300 222 0000', 'en'], ['Etter § 2-2 i loven skal de svare innen 10 dager', 'nb'], ['Pasientreiser har telefon 05515', 'nb'], ['My mother was let in on Sundays', 'en'], ['Ole Henriksen-kremen svir litt', 'nb']
  ])('not: %s', (text, language) => expect(nudged(text, language)).toBe(false));
});
