import { describe, expect, it } from 'vitest';
import type { Language } from '#jigsaw/clue-rules';
import { look } from '#jigsaw/look';

const nudged = (text: string, language: Language) => look({ text, language }).nudge;
const ways = (said: readonly string[], filled: readonly string[]) => said.flatMap((way) => filled.map((one) => way.replace('…', one)));

describe('what stands in somebody’s records [ID-7, NEW-2]', () => {
  it.each(ways(['Rettssaka mot legen min starter i … 12. november.', 'Saken min skal opp i … 4. mars.', 'Vi skal til … den 3. juni, og jeg er redd'], ['Alta tingrett', 'Hålogaland lagmannsrett', 'Sogn og Fjordane tingrett']))('en rett og dagen: %s', (text) => expect(nudged(text, 'nb')).toBe(true));
  it.each(ways(['My case is at … on 9 February.', 'I give evidence at … on the 3rd of June.'], ['Bodmin County Court', 'Truro Crown Court', 'Inverness Sheriff Court']))('a court and the day: %s', (text) => expect(nudged(text, 'en')).toBe(true));
  it.each([['ligg på kir 3, rom 12, kjæm ut torsdag', 'nb'], ['ble utskrevet fra slagenheten på Kongsvinger lille julaften', 'nb'], ['I am on ward 7, bed 4, out on thursday', 'en']] as const)('a bed and the day: %s', (text, language) => expect(nudged(text, language)).toBe(true));
  it.each([['Dr Oyelaran-Finch at the Tredegar surgery laughed when I said it', 'en'], ['Legen min, Thivya Sivarajah på Bømlo legesenter, er snill', 'nb']] as const)('who treats one, and where: %s', (text, language) => expect(nudged(text, language)).toBe(true));
  it.each([['Er eneste dyrlege på Røst, så dette er ingen hemmelighet.', 'nb'], ['Var lensmannsbetjent i Hattfjelldal da det smalt, nå ufør.', 'nb'], ['Jobber som kirketjener i Lærdal, skilt, og nå har de funnet MS.', 'nb'], ['Back on the tugs at Immingham next week as first mate.', 'en']] as const)('a post in a small place, told shortly: %s', (text, language) => expect(nudged(text, language)).toBe(true));
  it.each([['My case is on 9 February and I cannot sleep', 'en'], ['Rettssaken står i avisen hver dag', 'nb'], ['Room 12, then room 4, then back to room 12. Three hours.', 'en'], ['Rom 12, så rom 4. Tre timer.', 'nb'], ['Var lærer før, nå underviser jeg bikkja', 'nb'], ['My consultant was kind and the clinic was warm', 'en'], ['Er sjåfør i Oslo og sliten', 'nb'], ['skrevet ut på torsdag, endelig', 'nb']] as const)('one of them alone is none: %s', (text, language) => expect(nudged(text, language)).toBe(false));
});
