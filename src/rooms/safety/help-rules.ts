/**
 * Help now: which numbers stand on the card.
 *
 * Pure, so that the page can be right when nothing else is. A number that is
 * not well formed is left out; when a country has none left, the card built
 * into this file stands in. Where somebody is, they say themselves: an address
 * on the internet is never asked.
 */
export const kinds = ['danger', 'health', 'talk'] as const;
export const channels = ['call', 'text', 'web'] as const;
export type Kind = (typeof kinds)[number];
export type Channel = (typeof channels)[number];
type Words = { en: string; nb: string };

export type Helpline = {
  id: string;
  /** Two letters (ISO 3166-1), or '' for anywhere. */
  country: string;
  kind: Kind;
  name: Words;
  channel: Channel;
  /** A number, or an address without https:// when the channel is web. */
  number: string;
  /** What to write in a text message; '' when anything will do. */
  keyword: string;
  hours: Words;
  note: Words;
  verifiedOn: string | null;
};

/** What is true without asking anybody; used when a country's own numbers are missing or broken. */
export const builtIn: Helpline[] = [
  { id: 'any-112', country: '', kind: 'danger', name: { en: '112', nb: '112' }, channel: 'call', number: '112', keyword: '', hours: { en: '', nb: '' }, note: { en: '', nb: '' }, verifiedOn: null },
  { id: 'any-findahelpline', country: '', kind: 'talk', name: { en: 'findahelpline.com', nb: 'findahelpline.com' }, channel: 'web', number: 'findahelpline.com', keyword: '', hours: { en: '', nb: '' }, note: { en: '', nb: '' }, verifiedOn: null },
  { id: 'any-befrienders', country: '', kind: 'talk', name: { en: 'befrienders.org', nb: 'befrienders.org' }, channel: 'web', number: 'befrienders.org', keyword: '', hours: { en: '', nb: '' }, note: { en: '', nb: '' }, verifiedOn: null }
];

const dialled = /^\+?[0-9][0-9 ()-]{1,18}$/;
const address = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w./-]*)?$/;
export const isRight = (line: Helpline) => (line.channel === 'web' ? address : dialled).test(line.number) && line.name.en !== '';

/** Where a press of the button leads. Spaces are for eyes, not for telephones. */
export function href({ channel, number, keyword }: Helpline): string {
  const digits = number.replace(/[^+0-9]/g, '');
  if (channel === 'web') return `https://${number}`;
  if (channel === 'text') return keyword ? `sms:${digits}?&body=${encodeURIComponent(keyword)}` : `sms:${digits}`;
  return `tel:${digits}`;
}

export type Card = { country: string; danger: Helpline[]; talk: Helpline[]; isBuiltIn: boolean };

/** One country's card. Someone in danger always finds a number, and there is always somebody to talk to. */
export function cardOf(lines: readonly Helpline[], country: string): Card {
  const right = lines.filter((line) => line.country === country && isRight(line));
  const danger = right.filter(({ kind }) => kind === 'danger');
  const talk = right.filter(({ kind }) => kind !== 'danger').sort((a, b) => kinds.indexOf(b.kind) - kinds.indexOf(a.kind));
  return {
    country,
    danger: danger.length ? danger : builtIn.filter(({ kind }) => kind === 'danger'),
    talk: talk.length ? talk : builtIn.filter(({ kind }) => kind === 'talk'),
    isBuiltIn: !danger.length || !talk.length
  };
}

/** The country that was chosen; without a choice the operator's, two of them when there are two. */
export function countriesFor(chosen: string | null, operators: readonly string[], known: readonly string[]): string[] {
  const wished = chosen?.trim().toUpperCase() ?? '';
  if (known.includes(wished)) return [wished];
  const two = operators.filter((country) => known.includes(country)).slice(0, 2);
  return two.length ? two : [''];
}

/** A number nobody has rung for half a year is doubted. */
export const doubtAfterDays = 180;
export function isDoubtful(verifiedOn: string | null, now: Date): boolean {
  const at = verifiedOn === null ? NaN : Date.parse(verifiedOn);
  return Number.isNaN(at) || at > now.getTime() + 86_400_000 || now.getTime() - at > doubtAfterDays * 86_400_000;
}
