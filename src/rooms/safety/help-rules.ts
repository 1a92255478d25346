/**
 * Help now: which numbers stand on the card.
 *
 * Pure, so that the page can be right when nothing else is. A number that is
 * not well formed is left out; when a country has none left, what is built
 * into this file stands in. Where somebody is, they say themselves: an address
 * on the internet is never asked.
 */
export const kinds = ['emergency', 'talk', 'urgent', 'health'] as const;
export const channels = ['call', 'text', 'web'] as const;
export type Kind = (typeof kinds)[number];
export type Channel = (typeof channels)[number];

/** One line of `helplines.json`. */
export type Helpline = {
  /** Two letters (ISO 3166-1), or * for anywhere. */
  country: string;
  /** Only in this part of the country (ISO 3166-2). */
  region?: string;
  kind: Kind;
  name: string;
  channel: Channel;
  number?: string;
  url?: string;
  /** What to write in a text message. */
  word?: string;
  /** What it is for, in a sentence. */
  for: { en: string; nb: string };
  verifiedOn: string | null;
};

/** What is true without asking anybody. */
export const builtIn: Helpline[] = [
  { country: '*', kind: 'emergency', name: '112', channel: 'call', number: '112', for: { en: '', nb: '' }, verifiedOn: null },
  { country: '*', kind: 'talk', name: 'findahelpline.com', channel: 'web', url: 'https://findahelpline.com', for: { en: '', nb: '' }, verifiedOn: null },
  { country: '*', kind: 'talk', name: 'befrienders.org', channel: 'web', url: 'https://befrienders.org', for: { en: '', nb: '' }, verifiedOn: null }
];

const dialled = /^\+?[0-9][0-9 ()-]{1,18}$/;
const address = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w./-]*)?$/;
export const isRight = ({ channel, url = '', number = '', name }: Helpline) => name !== '' && (channel === 'web' ? address.test(url) : dialled.test(number));

/** Names a line for as long as it stays the same. */
export const idOf = ({ country, region, channel, number, url, name }: Helpline) => [country, region, channel, number ?? url, name].filter(Boolean).join(' ');

/** Where a press of the button leads. Spaces are for eyes, not for telephones. */
export function href({ channel, url = '', number = '', word }: Helpline): string {
  const digits = number.replace(/[^+0-9]/g, '');
  if (channel === 'web') return url;
  if (channel === 'call') return `tel:${digits}`;
  return word ? `sms:${digits}?&body=${encodeURIComponent(word)}` : `sms:${digits}`;
}
export const shownAddress = (url: string) => url.replace(/^https:\/\//, '');

export type Card = {
  country: string;
  emergency: Helpline[];
  /** The first few, so that nobody has to choose among many; the others are a press away. */
  talk: Helpline[];
  more: Helpline[];
  isBuiltIn: boolean;
};
const few = 3;

/** One country's card. Someone in danger always finds a number, and there is always somebody to talk to. */
export function cardOf(lines: readonly Helpline[], country: string): Card {
  const right = lines.filter((line) => line.country === country && isRight(line));
  const emergency = right.filter(({ kind }) => kind === 'emergency');
  const talk = right.filter(({ kind }) => kind === 'talk');
  // What holds for the whole country comes first; what holds for a part of it is among the others.
  const first = talk.filter(({ region }) => !region).slice(0, few);
  return {
    country,
    emergency: emergency.length ? emergency : builtIn.filter(({ kind }) => kind === 'emergency'),
    talk: talk.length ? first : builtIn.filter(({ kind }) => kind === 'talk'),
    more: right.filter((line) => line.kind !== 'emergency' && !first.includes(line)),
    isBuiltIn: !emergency.length || !talk.length
  };
}

/** The country that was chosen; without a choice the operator's, two of them when there are two. */
export function countriesFor(chosen: string | null, operators: readonly string[], known: readonly string[]): string[] {
  const wished = chosen?.trim().toUpperCase() ?? '';
  if (known.includes(wished)) return [wished];
  const two = operators.filter((country) => known.includes(country)).slice(0, 2);
  return two.length ? two : ['*'];
}

/** A number nobody has rung for half a year is doubted. */
export const doubtAfterDays = 180;
export function isDoubtful(verifiedOn: string | null, now: Date): boolean {
  const at = verifiedOn === null ? NaN : Date.parse(verifiedOn);
  return Number.isNaN(at) || at > now.getTime() + 86_400_000 || now.getTime() - at > doubtAfterDays * 86_400_000;
}
