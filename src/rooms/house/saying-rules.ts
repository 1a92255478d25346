/**
 * What an operator may say, as a closed list.
 *
 * Each saying has a kind, which decides its type, its form and what fits it.
 * Spoken sayings are said once in each language; the others are the same in
 * all. Required ones keep the doors closed while they are empty.
 */
import { dayIn } from '#platform/days';
import { isTimeZone, minutesOf, type Shift } from '#house/duty-rules';
import { leaveNames } from '#house/leave-rules';
import { afterHours } from '#house/posting-rules';
import { workPlaces } from '#house/workday-rules';

type Kinds = { line: string; text: string; date: string; choice: string; zone: string; country: string; number: number; countries: string[]; shifts: Shift[] };
export type Saying = {
  section: string;
  kind: keyof Kinds | 'rows';
  spoken?: true;
  required?: true;
  /** The longest a text may be. */
  most?: number;
  options?: readonly string[];
  /** For a number: what it is while nobody said another, and the smallest it may be; `most` is the largest. */
  standard?: number;
  least?: number;
  /** For rows: each column and its longest text. The first two may not be empty in a row that is used. */
  columns?: Readonly<Record<string, number>>;
};

export const sayings = {
  serviceName: { section: 'name', kind: 'line', required: true, most: 40 },
  hostName: { section: 'name', kind: 'line', spoken: true, required: true, most: 200 },
  opened: { section: 'name', kind: 'date', required: true },
  leaveTo: { section: 'name', kind: 'choice', options: leaveNames },
  why: { section: 'why', kind: 'text', spoken: true, required: true, most: 3000 },
  ethics: { section: 'why', kind: 'text', spoken: true, most: 3000 },
  changed: { section: 'why', kind: 'rows', spoken: true, columns: { month: 7, what: 300 } },
  people: { section: 'people', kind: 'rows', spoken: true, required: true, columns: { name: 80, role: 120, words: 600 } },
  panel: { section: 'people', kind: 'text', spoken: true, most: 3000 },
  funders: { section: 'money', kind: 'rows', spoken: true, required: true, columns: { who: 160, howMuch: 120, forWhat: 300 } },
  money: { section: 'money', kind: 'text', spoken: true, required: true, most: 3000 },
  phone: { section: 'contact', kind: 'line', spoken: true, most: 40 },
  email: { section: 'contact', kind: 'line', spoken: true, most: 120 },
  hours: { section: 'contact', kind: 'line', spoken: true, required: true, most: 200 },
  post: { section: 'contact', kind: 'text', spoken: true, most: 400 },
  dataController: { section: 'contact', kind: 'text', spoken: true, required: true, most: 1000 },
  conduct: { section: 'conduct', kind: 'rows', spoken: true, columns: { title: 80, text: 300 } },
  conductWhy: { section: 'conduct', kind: 'text', spoken: true, most: 1000 },
  timeZone: { section: 'hours', kind: 'zone', required: true },
  shifts: { section: 'hours', kind: 'shifts', required: true },
  answerHours: { section: 'hours', kind: 'number' },
  holidays: { section: 'hours', kind: 'choice', options: ['asEver', 'rest'] },
  afterHours: { section: 'crisis', kind: 'choice', options: afterHours },
  urgentMinutes: { section: 'crisis', kind: 'number', standard: 15, most: 240 },
  onCallMinutes: { section: 'crisis', kind: 'number', standard: 30, most: 240 },
  leadMinutes: { section: 'crisis', kind: 'number', standard: 10, most: 240 },
  staffHelp: { section: 'crisis', kind: 'line', spoken: true, most: 300 },
  harmAnswer: { section: 'crisis', kind: 'text', spoken: true, most: 1500 },
  smallestArea: { section: 'places', kind: 'number', standard: 10 },
  smallestCount: { section: 'places', kind: 'number', standard: 10 },
  workPlace: { section: 'care', kind: 'choice', options: workPlaces },
  messageRecord: { section: 'care', kind: 'choice', options: ['no', 'yes'] },
  recordWords: { section: 'care', kind: 'text', spoken: true, most: 600 },
  triage: { section: 'desk', kind: 'choice', options: ['on', 'off'] },
  sampleOf100: { section: 'desk', kind: 'number', standard: 3, least: 2, most: 5 }, // safety guide §2.2
  quietDays: { section: 'desk', kind: 'number', standard: 3, most: 30 },
  homeCountry: { section: 'numbers', kind: 'country' },
  countries: { section: 'numbers', kind: 'countries', required: true },
  localNumbers: { section: 'numbers', kind: 'rows', columns: { name: 80, number: 40, country: 2, hours: 120 } },
  checkedNumbers: { section: 'numbers', kind: 'rows', columns: { id: 200, on: 10 } }
} as const satisfies Record<string, Saying>;

export type Name = keyof typeof sayings;
type Definition<N extends Name> = (typeof sayings)[N];
export type Said<N extends Name> = Definition<N> extends { kind: 'rows'; columns: infer Columns } ? { [Column in keyof Columns]: string }[] : Kinds[Definition<N>['kind'] & keyof Kinds];
/** Everything in one language; what nobody said is empty. */
export type House = { [N in Name]: Said<N> };

export const names = Object.keys(sayings) as Name[];
export const isName = (name: string): name is Name => Object.hasOwn(sayings, name);
export const isSpoken = (name: Name) => 'spoken' in sayings[name];
export const isRequired = (name: Name) => 'required' in sayings[name];
export const sectionNames = [...new Set(names.map((name) => sayings[name].section))];
export type Section = Definition<Name>['section'];
export const isSection = (name: string): name is Section => (sectionNames as string[]).includes(name);
export const namesIn = (section: Section) => names.filter((name) => sayings[name].section === section);
export const isSpokenIn = (section: Section) => namesIn(section).some(isSpoken);

export const nothing = (name: Name): House[Name] => {
  const { kind, standard = 6 }: Saying = sayings[name];
  if (kind === 'number') return standard;
  return kind === 'line' || kind === 'text' || kind === 'date' || kind === 'choice' || kind === 'zone' || kind === 'country' ? '' : [];
};
/** From where to where a number may go. */
export const boundsOf = ({ least = 1, most = 72 }: Pick<Saying, 'least' | 'most'>) => ({ least, most });
export const isEmpty = (value: unknown) => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

// Control and invisible characters do nothing but hide things; line breaks stay.
const hidden = /[\u0000-\u0009\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
export const tidy = (text: string) => text.replace(/\r\n?/g, '\n').replace(hidden, ' ').trim();
const oneLine = (text: string) => tidy(text).replace(/\s+/g, ' ');

const day = /^\d{4}-\d{2}-\d{2}$/;
export const isDate = (text: string) => day.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
export const isCountry = (text: string) => /^[A-Z]{2}$/.test(text);

type Answer = { value: unknown } | { wrong: string };
/** Whether something fits a saying, tidied; or the reason in a word (`refused.<word>` in the house's words). */
export function fit(name: Name, given: unknown): Answer {
  const saying: Saying = sayings[name];
  const isLong = (text: string, most = saying.most ?? 300) => [...text].length > most;
  switch (saying.kind) {
    case 'line':
    case 'text': {
      if (typeof given !== 'string') return { wrong: 'shape' };
      const value = saying.kind === 'line' ? oneLine(given) : tidy(given);
      return isLong(value) ? { wrong: 'long' } : { value };
    }
    case 'date': {
      const value = typeof given === 'string' && (given === '' ? given : dayIn(given));
      return value === '' || value ? { value } : { wrong: 'date' };
    }
    case 'choice':
      return given === '' || saying.options?.includes(String(given)) ? { value: given } : { wrong: 'choice' };
    case 'zone':
      return given === '' || (typeof given === 'string' && isTimeZone(given)) ? { value: given } : { wrong: 'zone' };
    case 'number':
      return Number.isInteger(given) && Number(given) >= boundsOf(saying).least && Number(given) <= boundsOf(saying).most ? { value: given } : { wrong: 'number' };
    case 'country':
      return given === '' || (typeof given === 'string' && isCountry(given)) ? { value: given } : { wrong: 'countries' };
    case 'countries':
      return Array.isArray(given) && given.every((text) => typeof text === 'string' && isCountry(text)) ? { value: [...new Set(given)] } : { wrong: 'countries' };
    case 'rows':
      return fitRows(saying.columns!, given);
    case 'shifts':
      return fitShifts(given);
  }
}

function fitRows(columns: Readonly<Record<string, number>>, given: unknown): Answer {
  if (!Array.isArray(given) || given.length > 300) return { wrong: 'shape' };
  const [first, second] = Object.keys(columns) as [string, string];
  const rows = given
    .map((row: Record<string, unknown>) => Object.fromEntries(Object.keys(columns).map((column) => [column, oneLine(String(row?.[column] ?? ''))])))
    .filter((row) => Object.values(row).some(Boolean));
  if (rows.some((row) => !row[first] || !row[second])) return { wrong: 'half' };
  if (rows.some((row) => Object.entries(columns).some(([column, most]) => [...row[column]!].length > most))) return { wrong: 'long' };
  return { value: rows };
}

function fitShifts(given: unknown): Answer {
  if (!Array.isArray(given) || given.length > 100) return { wrong: 'shape' };
  const shifts = (given as Partial<Shift>[])
    .map((row) => ({ day: Number(row?.day), from: oneLine(String(row?.from ?? '')), to: oneLine(String(row?.to ?? '')), names: (row?.names ?? []).map(oneLine).filter(Boolean).slice(0, 8) }))
    .filter((shift) => shift.from || shift.to || shift.names.length);
  if (shifts.some(({ day }) => !(day >= 1 && day <= 7))) return { wrong: 'shape' };
  if (shifts.some(({ from, to }) => minutesOf(from) === undefined || minutesOf(to) === undefined)) return { wrong: 'clock' };
  if (shifts.some(({ names: who }) => !who.length)) return { wrong: 'nobody' };
  return { value: shifts };
}
