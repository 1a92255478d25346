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
import { refuse } from '#platform/answers';
import { root } from '#platform/config';
import type { Language } from '#platform/words';
import type { Steward } from '#members/members';
import type { House } from '#house/saying-rules';
import * as sayings from '#house/sayings';
import { cardOf, channels, countriesFor, idOf, isDoubtful, isRight, kinds, type Card, type Helpline } from '#safety/help-rules';

const isText = (text: unknown) => typeof text === 'string';
const isLine = (line: Helpline | null): line is Helpline =>
  line !== null && kinds.includes(line.kind) && channels.includes(line.channel) && [line.country, line.name, line.number ?? line.url, line.for?.en, line.for?.nb].every(isText);

/** Reads what is right in the file and leaves the rest; a file that cannot be read is an empty one. */
export function parse(file: string): Helpline[] {
  try {
    const found = JSON.parse(file) as unknown;
    return Array.isArray(found) ? (found as (Helpline | null)[]).filter(isLine) : [];
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
const anywhere = '*';
export const countries = [...new Set(file.map(({ country }) => country).filter((country) => country !== anywhere))];

type Said = Pick<House, 'homeCountry' | 'countries' | 'localNumbers' | 'checkedNumbers'>;

/** Every number, as the file and the operator say it. */
function linesOf(said: Said): Helpline[] {
  const checked = new Map(said.checkedNumbers.map(({ id, on }) => [id, on]));
  const local = said.localNumbers.map(({ name, number, country, hours }): Helpline => ({
    country: country || said.homeCountry || said.countries[0] || anywhere, kind: 'talk', name, channel: 'call', number, for: { en: hours, nb: hours }, verifiedOn: null
  }));
  return [...local, ...file].map((line) => ({ ...line, verifiedOn: checked.get(idOf(line)) ?? line.verifiedOn }));
}

async function lines(): Promise<{ all: Helpline[]; operators: string[] }> {
  const said = await sayings.sayAnyway('en');
  return { all: linesOf(said), operators: [...new Set([said.homeCountry, ...said.countries].filter(Boolean))] };
}

type Named = { code: string; name: string };
const named = new Map<Language, Named[]>();

/** Every country we have numbers for, named in this language. */
export function countriesIn(language: Language): Named[] {
  const known = named.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const list = countries.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => a.name.localeCompare(b.name, language));
  named.set(language, list);
  return list;
}

const home: Partial<Record<Language, string>> = { nb: 'NO' };
export type Help = { cards: Card[]; countries: Named[]; chosen: string };

/** The card or two for this visitor. `chosen` is what they picked in the form, never where they seem to be. */
export async function help(chosen: string | null, language: Language): Promise<Help> {
  const { all, operators } = await lines();
  // Of two, the one whose language the page is in comes first: that much a visitor did say.
  const near = operators.slice(0, 2).sort((a, b) => Number(b === home[language]) - Number(a === home[language]));
  const shown = countriesFor(chosen, near, countries);
  return { cards: shown.map((country) => cardOf(all, country)), countries: countriesIn(language), chosen: shown.length === 1 ? shown[0]! : '' };
}

export type Check = Helpline & { id: string; isDoubtful: boolean; isRight: boolean };

/** Every number of the operator's countries, for the steward: when it was last checked and whether that is long ago. */
export async function checks(now = new Date()): Promise<Check[]> {
  const { all, operators } = await lines();
  return all.filter(({ country }) => operators.includes(country))
    .map((line) => ({ ...line, id: idOf(line), isDoubtful: isDoubtful(line.verifiedOn, now), isRight: isRight(line) }));
}

/** "Checked today": the steward rang it, and it is right. It stands beside what others have checked meanwhile; a number that is another one since was not the one they rang. */
export const check = (steward: Steward, id: string, today: string): Promise<void> =>
  sayings.change(steward, 'en', (now) => {
    const known = new Set(linesOf(now).map(idOf));
    if (!known.has(id)) refuse('safety.refused.otherNumber');
    return { checkedNumbers: [...now.checkedNumbers.filter((one) => one.id !== id && known.has(one.id)), { id, on: today }] };
  });
