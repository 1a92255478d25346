/**
 * What an instrument is: a FHIR R4 Questionnaire and a scoring definition.
 *
 * Both are files. This reads them, leaves nothing to chance, and says in a word
 * what is wrong; a file that is half right is not used. The questions stand in
 * the file's own wording, in the languages an official translation was put in
 * (FHIR translation extension), and in no other.
 */
export type Coding = { system?: string; code?: string; display?: string };
export type Texts = Readonly<Record<string, string>>;
/** One possible answer. `value` is its ordinal value; `texts` has one entry a language. */
export type Option = { value: number; coding: Coding; texts: Texts };
/** One question. Without options it is answered with a whole number. */
export type Item = { id: string; texts: Texts; codes: readonly Coding[]; options: readonly Option[] };
export type Questionnaire = {
  url: string; version: string; title: string; language: string;
  /** The sentence before the questions, if there is one. */
  stem: Texts;
  codes: readonly Coding[]; copyright: string; source: string; items: readonly Item[];
};

export const routes = ['ease', 'check', 'company', 'talk', 'soon', 'today'] as const;
/** What is offered after a result, from the lightest to the most pressing (safety guide §1.5). */
export type Route = (typeof routes)[number];
export type Band = { id: string; from: number; says: string; route: Route };
/** `ask`: the calm page and one question, and people where there are any. `panel`: the calm page alone. */
export type Safety = { item: string; from: number; concernFrom: number; act: 'ask' | 'panel' };
export type Scoring = {
  instrument: string; version: string;
  /** Link ids that count, in the instrument's order; `extra` is asked and kept, and never counts. */
  items: readonly string[]; extra?: readonly string[];
  /** The smallest and largest answer; `ranges` for those that have others. */
  range: readonly [number, number]; ranges?: Readonly<Record<string, readonly [number, number]>>;
  reverse?: readonly string[]; notApplicable?: readonly string[];
  method: 'sum' | 'mean' | 'table' | 'profile';
  multiply?: number; table?: { from: number; values: readonly number[] }; decimals?: number;
  missing: { rule: 'prorata' | 'complete' | 'none'; most?: number };
  /** The smallest and largest total. */
  of: readonly [number, number];
  higherIs: 'harder' | 'better';
  bands: readonly Band[];
  marks?: readonly { id: string; from?: number; upTo?: number }[];
  symptoms?: { items: readonly string[]; from: number; early?: Readonly<Record<string, number>>; core: readonly string[] };
  safety?: readonly Safety[];
  /** Items a long-term condition can raise by itself. */
  bodily?: readonly string[];
  /** A longer one that says more. */
  next?: string;
  onlyNonCommercial?: boolean;
  windowDays: number;
  /** The smallest difference worth a word; nothing when none is established. */
  changeThatMatters: number | null;
  /** The arithmetic was compared with a published source; if not, the page for stewards says so. */
  checked: boolean;
  sources: readonly string[];
};
/** `address`: where it stands in the address of a page. */
export type Instrument = { id: string; address: string; questionnaire: Questionnaire; scoring: Scoring };

/** The slots we know of: their arithmetic may lie here, their words never do. PAM not even that. */
export const slots = ['swemwbs', 'wemwbs', 'ucla-3', 'brs', 'wsas', 'reqol-10', 'reqol-20', 'promis-depression-4a', 'eq-5d-5l', 'core-10', 'pam-13'] as const;
export const shipped = ['phq-8', 'phq-2', 'gad-7', 'who-5', 'phq-9'] as const;
/** What stands for each in an address: it says nothing of what is asked, and is that one's for ever; a new one takes a new number. */
export const addresses = {
  'phq-8': 'a1', 'phq-2': 'a2', 'gad-7': 'a3', 'who-5': 'a4', 'phq-9': 'a5', swemwbs: 'a6', wemwbs: 'a7', 'ucla-3': 'a8', brs: 'a9', wsas: 'a10',
  'reqol-10': 'a11', 'reqol-20': 'a12', 'promis-depression-4a': 'a13', 'eq-5d-5l': 'a14', 'core-10': 'a15', 'pam-13': 'a16'
} as const satisfies Record<(typeof shipped)[number] | (typeof slots)[number], string>;
export const isId = (text: unknown): text is string => typeof text === 'string' && /^[a-z][a-z0-9-]{1,39}$/.test(text);

const translation = 'http://hl7.org/fhir/StructureDefinition/translation';
const ordinals = ['http://hl7.org/fhir/StructureDefinition/ordinalValue', 'http://hl7.org/fhir/StructureDefinition/itemWeight'];
type Json = Record<string, unknown>;
const isJson = (given: unknown): given is Json => typeof given === 'object' && given !== null && !Array.isArray(given);
const list = (given: unknown): Json[] => (Array.isArray(given) ? given.filter(isJson) : []);
const text = (given: unknown): string => (typeof given === 'string' ? given.trim() : '');
const codings = (given: unknown): Coding[] => list(given).map((one) => ({ ...(text(one.system) && { system: text(one.system) }), ...(text(one.code) && { code: text(one.code) }), ...(text(one.display) && { display: text(one.display) }) }));

/** What is said in the file's own language, and every translation beside it. */
function texts(said: string, beside: unknown, language: string): Texts {
  const others = list(isJson(beside) ? beside.extension : undefined).filter(({ url }) => url === translation).flatMap(({ extension }) => {
    const parts = list(extension);
    const of = text(parts.find(({ url }) => url === 'lang')?.valueCode);
    const content = text(parts.find(({ url }) => url === 'content')?.valueString);
    return of && content ? [[of, content] as const] : [];
  });
  return { [language]: said, ...Object.fromEntries(others) };
}

function optionOf(given: Json, language: string): Option | undefined {
  const coding = isJson(given.valueCoding) ? given.valueCoding : undefined;
  const said = text(coding?.display);
  const value = [...list(given.extension), ...list(coding?.extension)].find(({ url }) => ordinals.includes(text(url)))?.valueDecimal;
  if (!coding || !said || !Number.isInteger(value)) return undefined;
  return { value: Number(value), coding: codings([coding])[0]!, texts: texts(said, coding._display, language) };
}

function itemOf(given: Json, language: string): Item | undefined {
  const id = text(given.linkId);
  const said = text(given.text);
  const options = list(given.answerOption).map((one) => optionOf(one, language));
  const isWhole = given.type === 'integer';
  if (!id || !said || !(isWhole || given.type === 'choice') || options.includes(undefined) || (!isWhole && options.length < 2)) return undefined;
  return { id, texts: texts(said, given._text, language), codes: codings(given.code), options: options as Option[] };
}

/** A FHIR R4 Questionnaire, or nothing when it is none that can be asked: flat, with choices that carry an ordinal value, or whole numbers. */
export function readQuestionnaire(given: unknown): Questionnaire | undefined {
  if (!isJson(given) || given.resourceType !== 'Questionnaire') return undefined;
  const language = text(given.language) || 'en';
  const items = list(given.item).filter(({ type }) => type !== 'display').map((one) => itemOf(one, language));
  if (!items.length || items.includes(undefined) || new Set(items.map((item) => item!.id)).size < items.length) return undefined;
  return {
    url: text(given.url), version: text(given.version) || '1', title: text(given.title), language, stem: texts(text(given.description), given._description, language),
    codes: codings(given.code), copyright: text(given.copyright), source: text(given.purpose), items: items as Item[]
  };
}

const methods = ['sum', 'mean', 'table', 'profile'];
const isRange = (given: unknown): given is [number, number] => Array.isArray(given) && given.length === 2 && given.every(Number.isFinite) && given[0] <= given[1];

/** A scoring definition, or nothing when a part of it is missing. */
export function readScoring(given: unknown): Scoring | undefined {
  if (!isJson(given)) return undefined;
  const scoring = given as unknown as Scoring;
  const isWhole = isId(scoring.instrument) && /^\S{1,60}$/.test(text(scoring.version)) && Array.isArray(scoring.items) && scoring.items.length && isRange(scoring.range) && isRange(scoring.of)
    && methods.includes(scoring.method) && isJson(scoring.missing) && ['prorata', 'complete', 'none'].includes(scoring.missing.rule)
    && ['harder', 'better'].includes(scoring.higherIs) && Array.isArray(scoring.bands) && Number.isInteger(scoring.windowDays) && scoring.windowDays >= 1
    && (scoring.method !== 'table' || Array.isArray(scoring.table?.values)) && (scoring.method === 'profile') === (scoring.missing.rule === 'none');
  if (!isWhole) return undefined;
  return scoring.bands.every((band, at) => routes.includes(band.route) && (at === 0 || band.from > scoring.bands[at - 1]!.from)) ? scoring : undefined;
}

/** Whether the two are about the same questions: each counted item is asked, and its answers lie in its range. */
export function fit(questionnaire: Questionnaire, scoring: Scoring): boolean {
  const asked = new Map(questionnaire.items.map((item) => [item.id, item]));
  const meant = [...scoring.items, ...(scoring.safety ?? []).map(({ item }) => item), ...(scoring.symptoms?.items ?? [])];
  return meant.every((id) => asked.has(id)) && scoring.items.every((id) => {
    const [least, most] = rangeOf(scoring, id);
    return asked.get(id)!.options.every(({ value }) => value >= least && value <= most);
  });
}

export const rangeOf = (scoring: Scoring, item: string): readonly [number, number] => scoring.ranges?.[item] ?? scoring.range;

/** The text in a language, or in the file's own when there is no checked translation. `lang` says which it is. */
export function sayIn(said: Texts, language: string, own: string): { text: string; lang: string } {
  const lang = said[language] ? language : own;
  return { text: said[lang] ?? '', lang };
}

/** Whether every question and answer is there in this language. */
export const isIn = ({ items, stem }: Questionnaire, language: string) =>
  items.every((item) => item.texts[language] && item.options.every(({ texts: said }) => said[language])) && (!Object.values(stem).some(Boolean) || Boolean(stem[language]));
