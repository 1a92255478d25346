/** What may stand in the list of local places, and when somebody had better check it again. */
import { refuse } from '#platform/answers';

export const kinds = ['activity', 'volunteering', 'organisation'] as const;
export type Kind = (typeof kinds)[number];
export type Place = { kind: Kind; name: string; about: string; area: string; gettingIn: string; phone: string; web: string; language: 'en' | 'nb' };

/** After so many days the page warns: numbers and opening hours are likely to have changed. */
export const freshFor = 180;
export const isOld = (checkedOn: string, today: string): boolean => (Date.parse(today) - Date.parse(checkedOn)) / 86_400_000 > freshFor;

const most = { name: 80, about: 400, area: 60, gettingIn: 200, phone: 40, web: 200 } as const;
type Field = keyof typeof most;
type Read = (name: string) => string;

function field(read: Read, name: Field): string {
  const text = read(name).normalize('NFC').replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim();
  if ([...text].length > most[name]) refuse('learning.refused.long', name, { most: most[name] });
  return text;
}

/** An address people can follow: with or without "https://" in front. Nothing else that a browser would run. */
function webOf(read: Read): string {
  const typed = field(read, 'web');
  if (!typed) return '';
  const found = URL.parse(/^[a-z][a-z+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (!found || !/^https?:$/.test(found.protocol) || !/\.[a-z]{2,}$/i.test(found.hostname) || found.username) refuse('learning.refused.web', 'web');
  return found.href;
}

function phoneOf(read: Read): string {
  const typed = field(read, 'phone');
  if (typed && !/^\+?[\d ()/-]{3,}$/.test(typed)) refuse('learning.refused.phone', 'phone');
  return typed;
}

/** What a steward typed, or a refusal beside the field it belongs to. */
export function placeOf(read: Read): Place {
  const [name, about] = [field(read, 'name'), field(read, 'about')];
  if (!name) refuse('learning.refused.name', 'name');
  if (!about) refuse('learning.refused.about', 'about');
  return {
    kind: kinds.find((kind) => kind === read('kind')) ?? 'activity', name, about, area: field(read, 'area'), gettingIn: field(read, 'gettingIn'), phone: phoneOf(read), web: webOf(read),
    language: read('language') === 'nb' ? 'nb' : 'en'
  };
}

export const telOf = (phone: string) => `tel:${phone.replace(/[^+\d]/g, '')}`;
/** How an address is read out: without what everybody leaves off. */
export const webShown = (web: string) => web.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
