/**
 * Help now: the numbers, and what the operator knows about them.
 *
 * The list is a file with a source and a date for each number. The operator
 * adds local numbers and says when a number was last rung. A broken file or a
 * silent database never leaves the page empty: what is built in stands in.
 * Opening the page writes nothing anywhere.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/config';
import type { Language } from '#platform/words';
import * as sayings from '#house/sayings';
import { cardOf, channels, countriesFor, isDoubtful, isRight, kinds, type Card, type Helpline } from '#safety/help-rules';

const isWords = (words: unknown): words is Helpline['name'] => typeof (words as Helpline['name'])?.en === 'string' && typeof (words as Helpline['name'])?.nb === 'string';

/** Reads what is right in the file and leaves the rest; a file that cannot be read is an empty one. */
export function parse(file: string): Helpline[] {
  try {
    const found = JSON.parse(file) as unknown;
    return (Array.isArray(found) ? (found as Partial<Helpline>[]) : []).flatMap((line) => {
      const whole = { id: '', country: '', keyword: '', hours: { en: '', nb: '' }, note: { en: '', nb: '' }, verifiedOn: null, ...line } as Helpline;
      const isWhole = kinds.includes(whole.kind) && channels.includes(whole.channel) && typeof whole.number === 'string' && [whole.name, whole.hours, whole.note].every(isWords);
      return isWhole ? [whole] : [];
    });
  } catch {
    return [];
  }
}

function load(): Helpline[] {
  try {
    return parse(readFileSync(join(root, 'src/rooms/safety/helplines.json'), 'utf8'));
  } catch {
    return [];
  }
}
const file = load();
export const countries = [...new Set(file.map(({ country }) => country).filter(Boolean))];

const none = { en: '', nb: '' };
async function lines(): Promise<{ all: Helpline[]; operators: string[] }> {
  const said = await sayings.sayAnyway('en');
  const checked = new Map(said.checkedNumbers.map(({ id, on }) => [id, on]));
  const local = said.localNumbers.map(({ name, number, country, hours }): Helpline => ({
    id: `local-${number.replace(/[^+0-9]/g, '')}`, country: country || said.countries[0] || '', kind: 'talk', name: { en: name, nb: name },
    channel: 'call', number, keyword: '', hours: { en: hours, nb: hours }, note: none, verifiedOn: null
  }));
  const dated = [...local, ...file].map((line) => ({ ...line, verifiedOn: checked.get(line.id) ?? line.verifiedOn }));
  return { all: dated, operators: said.countries };
}

export type Help = { cards: Card[]; countries: { code: string; name: string }[]; chosen: string };

/** The card or two for this visitor. `chosen` is what they picked in the form, never where they seem to be. */
export async function help(chosen: string | null, language: Language): Promise<Help> {
  const { all, operators } = await lines();
  const shown = countriesFor(chosen, operators, countries);
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const named = countries.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => a.name.localeCompare(b.name, language));
  return { cards: shown.map((country) => cardOf(all, country)), countries: named, chosen: shown.length === 1 ? shown[0]! : '' };
}

export type Check = Helpline & { isDoubtful: boolean; isRight: boolean };

/** Every number of the operator's countries, for the steward: when it was last checked and whether that is long ago. */
export async function checks(now = new Date()): Promise<Check[]> {
  const { all, operators } = await lines();
  return all.filter(({ country }) => operators.includes(country))
    .map((line) => ({ ...line, isDoubtful: isDoubtful(line.verifiedOn, now), isRight: isRight(line) }));
}
