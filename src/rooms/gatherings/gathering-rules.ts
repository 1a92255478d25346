/**
 * What kinds of gatherings there are, who may plan which, and what has to be
 * said before others see one. Three to nine people is what the cafés of the
 * first study were [MEET-2]; more only where people mostly listen.
 */
import { factNames, unanswered, type Access, type Fact } from '#gatherings/access-rules';
import { isBareAddress, isPlaceKind, readsLikeHome } from '#gatherings/home-rules';

export const ways = ['place', 'text', 'video', 'phone', 'both'] as const;
export type Way = (typeof ways)[number];
export const isWay = (text: unknown): text is Way => ways.includes(text as Way);
/** How one person comes: to what is both, either. */
export const comings = ['place', 'text', 'video', 'phone'] as const;
export type Coming = (typeof comings)[number];
export const comingsTo = (way: Way): readonly Coming[] => (way === 'both' ? ['place', 'video'] : [way]);

/** Anybody with a name in the space may start these. */
export const membersKinds = ['coffee', 'walk', 'activity', 'phoneRoom'] as const;
/** Trained hosts hold these. */
export const hostsKinds = ['cafe', 'groupTalk', 'supportGroup', 'selfManagement', 'groupClinic', 'onlineRoom'] as const;
export const kinds = [...hostsKinds, ...membersKinds] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (text: unknown): text is Kind => kinds.includes(text as Kind);
export const kindsFor = (isHost: boolean): readonly Kind[] => (isHost ? kinds : membersKinds);

export const usualSeats = 9;
export const leastSeats = 3;
/** A talk or a clinic may seat a room; a table seats nine, or a few more. */
export const mostSeats = (kind: Kind) => (kind === 'groupTalk' || kind === 'groupClinic' ? 200 : kind === 'onlineRoom' ? 30 : 12);
/** Whatever is not only in a place has a text room of its own; a call is beside it, never instead. */
export const hasRoom = (way: Way) => way !== 'place';
export const hasCall = (way: Way) => way === 'video' || way === 'phone' || way === 'both';
export const isInPlace = (way: Way) => way === 'place' || way === 'both';

/** Those who came and show their names see each other's for so many days after a date: as long as one can say thanks for it (`gatherings.company`). */
const shownDays = 60;
export const isStillShown = (endsAt: Date, now = new Date()): boolean => endsAt.getTime() > now.getTime() - shownDays * 86_400_000;

/** What a host says, field by field; all of it is words until it is published. */
export type Plan = {
  kind: Kind; way: Way; title: string; what: string; language: string; seats: number; least: number; minutes: number; cost: string; leaving: string;
  hostWords: string; sameHost: boolean; guestWords: string; near: string; transport: string; parking: string; access: Access; accessWords: string; lateHours: number;
  placeKind: string; placeName: string; address: string; finding: string; link: string;
};
const longest = {
  title: 80, what: 1500, cost: 200, leaving: 300, hostWords: 500, guestWords: 500, near: 120, transport: 500, parking: 300, accessWords: 800, placeName: 120, address: 200, finding: 400, link: 200
} as const;
type Text = keyof typeof longest;

/** The first thing that is too long, out of range or reads like a home. */
export function trouble(plan: Plan): { key: string; field: string; values?: Record<string, number> } | undefined {
  for (const [field, most] of Object.entries(longest) as [Text, number][]) if ([...plan[field]].length > most) return { key: 'long', field, values: { most } };
  if (!(plan.seats >= plan.least && plan.seats <= mostSeats(plan.kind))) return { key: 'seats', field: 'seats', values: { least: leastSeats, most: mostSeats(plan.kind) } };
  if (!(plan.minutes >= 10 && plan.minutes <= 720)) return { key: 'minutes', field: 'minutes' };
  for (const field of ['placeName', 'address', 'finding', 'near', 'what', 'title'] as const) if (readsLikeHome(plan[field])) return { key: 'home', field };
  if (plan.placeName && isBareAddress(plan.placeName)) return { key: 'bareAddress', field: 'placeName' };
  return undefined;
}

export type Missing = Exclude<Text, 'title' | 'link' | 'accessWords' | 'address'> | Fact | 'placeKind' | 'cohost';
/** What has still to be said, in the order of the form. Everything a person needs to decide whether they can come. */
export function missing(plan: Plan, hosts: number): Missing[] {
  const always = (['what', 'cost', 'leaving', 'hostWords'] as const).filter((field) => !plan[field]);
  const inPlace: Missing[] = isInPlace(plan.way)
    ? [...(['near', 'transport', 'parking', 'placeName', 'finding'] as const).filter((field) => !plan[field]), ...(isPlaceKind(plan.placeKind) ? [] : ['placeKind' as const]), ...unanswered(plan.access)]
    : [];
  const guest: Missing[] = plan.kind === 'groupClinic' && !plan.guestWords ? ['guestWords'] : [];
  return [...always, ...guest, ...inPlace, ...(hosts < 2 ? ['cohost' as const] : [])];
}
export { factNames };

/** Why a date falls out, in words that blame nobody. */
export const whys = ['ill', 'closed', 'few', 'weather', 'other'] as const;
export type Why = (typeof whys)[number];
export const isWhy = (text: unknown): text is Why => whys.includes(text as Why);

/** Why somebody does not come today, if they like to say; a number is kept, and not whose. */
export const reasons = ['tired', 'worse', 'afraid', 'travel', 'busy', 'other'] as const;
export type Reason = (typeof reasons)[number];
export const isReason = (text: unknown): text is Reason => reasons.includes(text as Reason);

/** How I am known at one date, from least to most. [ID-6] */
export const levels = ['cafe', 'first', 'spot', 'link'] as const;
export type Level = (typeof levels)[number];
export const isLevel = (text: unknown): text is Level => levels.includes(text as Level);
