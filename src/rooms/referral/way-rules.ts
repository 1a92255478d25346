/** What a code may be called, how a number of arrivals is said, and what a clinician may offer. Pure. */
export const kinds = ['clinic', 'campaign', 'group'] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (text: string): text is Kind => (kinds as readonly string[]).includes(text);

export const looks = ['poster', 'cards', 'leaflet'] as const;
export type Look = (typeof looks)[number];
export const lookOf = (text: string | null): Look => looks.find((one) => one === text) ?? 'poster';

const titles = new Set(['dr', 'doc', 'doctor', 'prof', 'professor', 'mr', 'mrs', 'ms', 'miss', 'nurse', 'sister', 'doktor', 'lege', 'fastlege', 'sykepleier', 'psykolog', 'herr', 'fru']);
const contact = /@|(\d[\s-]?){6,}/;
const whose = /(?:^|\s)\p{Lu}\p{Ll}+[’']s?\s/u;
const house = /^st\b|\bst\b|hospital|clinic|centre|center|college|school|church|street|ward|sykehus|klinikk|kirke/i;

/** Whether a label looks like a person's: a title before a name, whose something is, a number, an address. Houses may be named after somebody. */
export function namesSomebody(label: string): boolean {
  const words = label.split(/\s+/);
  const isTitled = words.some((word, at) => titles.has(word.toLowerCase().replace(/\.$/, '')) && /^\p{Lu}\p{Ll}/u.test(words[at + 1] ?? '') && !house.test(words[at + 1]!));
  return contact.test(label) || isTitled || (whose.test(label) && !house.test(label));
}

/** Said in fives from the smallest number on; below it only that it is fewer. So that nobody sees one person arrive. */
export const saidCount = (count: number, smallest: number): number | null => (count < Math.max(1, smallest) ? null : Math.max(smallest, Math.floor(count / 5) * 5));

export const deeds = ['attend', 'talk', 'meeting', 'else'] as const;
export type Deed = (typeof deeds)[number];
export type Offer = { deeds: Deed[]; name: string; workplace: string; reach: string; words: string };
export const emptyOffer: Offer = { deeds: [], name: '', workplace: '', reach: '', words: '' };
