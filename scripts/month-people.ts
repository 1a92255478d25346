/**
 * Who is in a replayed month, and when they look in.
 *
 * The demo community's people come first, with the names on the rota; the
 * others get two plain words, as the house offers them. More than half only
 * read. People come by day and in the evening, most on a Tuesday, seldom at
 * night; more in their first days; some never again.
 */
import { foldName, looksLike } from '#members/name-rules';
import type { Day, Role } from '#members/members';
import type { Language } from '#platform/words';
import type { Chance } from './month-chance.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export type Options = { members: number; days: number; seed: number };
export type Known = { key: string; name: string; lang: Language; role: Role | null; about: string };
export type NameWords = Record<Language, { first: string[]; second: string[] }>;
export type Person = {
  name: string; language: Language; role: Role | null; about: string;
  joins: number;
  /** How likely they look in on an ordinary day. */
  comes: number;
  /** How much of what is written is theirs. 0: they only read. */
  writes: number;
  /** After so many days they look in half as often. */
  stays: number;
  isOwl: boolean;
};
export type Visit = { person: number; from: number; to: number; day: Day; isOwn: boolean; device: string };

const readers = 0.58;
const hereBefore = 0.15;
const devices = ['Firefox on Android', 'Chrome on Android', 'Safari on iPhone', 'Firefox on Windows', 'Edge on Windows', 'Safari on iPad'];
const weekday = [1.1, 1.08, 1.1, 1.05, 1, 0.85, 0.8]; // from Sunday
const clock = [0.25, 0.15, 0.1, 0.1, 0.12, 0.2, 0.5, 1, 1.3, 1.6, 1.8, 1.7, 1.6, 1.5, 1.5, 1.6, 1.8, 2, 2.2, 2.8, 3.1, 2.6, 1.5, 0.6];
const hours = clock.map((_, at) => at);

function timeOfDay(chance: Chance, isOwl: boolean): number {
  const at = chance.weighted(hours, (one) => clock[one]! * (isOwl && one < 6 ? 8 : 1))!;
  return (at + chance.next()) * hour;
}

function names(known: readonly Known[], words: NameWords, wanted: number, chance: Chance): { name: string; language: Language; about: string }[] {
  const found = known.filter(({ role }) => !role).slice(0, wanted).map(({ name, lang, about }) => ({ name, language: lang, about }));
  const taken = new Set(known.map(({ name }) => foldName(name)));
  while (found.length < wanted) {
    const language: Language = chance.happens(0.22) ? 'nb' : 'en';
    const name = `${chance.pick(words[language].first)} ${chance.pick(words[language].second)}`;
    if (taken.has(foldName(name)) || looksLike(name)) continue;
    taken.add(foldName(name));
    found.push({ name, language, about: '' });
  }
  return found;
}

/** Everybody, staff first. */
export function peopleOf({ members, days }: Options, begins: number, known: readonly Known[], words: NameWords, chance: Chance): Person[] {
  const staff = known.filter(({ role }) => role).map((one): Person => ({
    name: one.name, language: one.lang, role: one.role, about: one.about, joins: begins - 60 * day, comes: 0, writes: 0, stays: 1_000, isOwl: false
  }));
  const others = names(known, words, members - staff.length, chance);
  const early = Math.round(others.length * hereBefore);
  const reading = new Set(chance.shuffled(others.map((_, at) => at)).slice(0, Math.round(others.length * readers)));
  return [...staff, ...others.map((one, at): Person => {
    const onlyReads = reading.has(at);
    const isRegular = !onlyReads && chance.happens(0.3);
    const joinedOn = at < early ? -1 - chance.below(28) : Math.floor(chance.next() ** 1.2 * days);
    return {
      ...one, role: null, joins: begins + joinedOn * day + timeOfDay(chance, false),
      comes: Math.min(0.95, chance.around(onlyReads ? 0.3 : isRegular ? 0.85 : 0.5, 0.5)),
      writes: onlyReads ? 0 : chance.around(isRegular ? 2 : 1, 0.7),
      stays: at >= early && chance.happens(0.25) ? 1.5 : chance.around(35, 0.6),
      isOwl: chance.happens(0.12)
    };
  })];
}

const moods: Record<'good' | 'so-so' | 'bad', number> = { good: 0.4, 'so-so': 0.37, bad: 0.23 };
type Mood = keyof typeof moods;
const mooded = Object.keys(moods) as Mood[];

/** Every visit of those who are not on duty, by when it begins. */
export function visitsOf(people: readonly Person[], { days }: Options, begins: number, chance: Chance): Visit[] {
  const ends = begins + days * day;
  return people.flatMap((person, at) => {
    if (person.role) return [];
    const found: Visit[] = [];
    const isOwn = chance.happens(0.4);
    const device = chance.pick(devices);
    let mood = chance.weighted(mooded, (one) => moods[one])!;
    for (let date = begins; date < ends; date += day) {
      // A bad day is often followed by another.
      if (chance.happens(0.55)) mood = chance.weighted(mooded, (one) => moods[one])!;
      const since = (date - person.joins) / day;
      if (since < -1) continue;
      const novelty = 1 + 1.2 * Math.exp(-Math.max(0, since) / 2);
      const share = person.comes * novelty * weekday[new Date(date).getUTCDay()]! * 0.5 ** (Math.max(0, since) / person.stays) * (mood === 'bad' ? 0.75 : 1);
      const times = (chance.happens(Math.min(0.95, share)) ? 1 + chance.count(0.5) : 0);
      const starts = Array.from({ length: times }, () => date + timeOfDay(chance, person.isOwl)).filter((from) => from > person.joins + hour);
      if (since < 0) starts.push(person.joins + minute);
      for (const from of starts.sort((a, b) => a - b)) {
        const to = Math.min(ends, from + Math.max(2, Math.min(55, chance.around(mood === 'bad' ? 7 : 12, 0.6))) * minute);
        if (from > ends - 3 * minute || (found.at(-1)?.to ?? 0) + 20 * minute > from) continue;
        found.push({ person: at, from, to, day: chance.happens(0.6) ? mood : 'unsaid', isOwn, device });
      }
    }
    return found;
  }).sort((a, b) => a.from - b.from || a.person - b.person);
}
