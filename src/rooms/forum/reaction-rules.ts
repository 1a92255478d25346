/**
 * The four small answers, and the one that stands in where "me too" or "that
 * helped" could pull somebody along.
 */
import { wall } from '#house/duty-rules';
import { isHeavy } from '#forum/thread-rules';

export const kinds = ['metoo', 'thanks', 'mind', 'helped', 'hear'] as const;
export type Kind = (typeof kinds)[number];
export const kindIcons = { metoo: 'users', thanks: 'sprout', mind: 'heart-handshake', helped: 'check', hear: 'ear' } as const;
export const isKind = (text: unknown): text is Kind => kinds.includes(text as Kind);

/** Seconds in which a second press is the first one: it may have met the page that answers, where the same button takes back. Whoever means it presses once more. */
export const onePress = 2;

/** What may be said to a post about these things. */
export const kindsFor = (about: readonly string[]): readonly Kind[] =>
  isHeavy(about) ? ['hear', 'thanks', 'mind'] : ['metoo', 'thanks', 'mind', 'helped'];

/**
 * Which stand beside the post and which behind "More": a first post is felt
 * with, a reply is thanked. What somebody pressed always stands in front.
 */
export function offered(post: { about: readonly string[]; number: number; pressed: readonly string[] }): { front: Kind[]; more: Kind[] } {
  const all = kindsFor(post.about);
  const near: Kind[] = post.number === 1 ? ['metoo', 'hear', 'thanks', 'mind'] : ['hear', 'thanks', 'helped'];
  const isFront = (kind: Kind) => near.includes(kind) || post.pressed.includes(kind);
  return { front: all.filter(isFront), more: all.filter((kind) => !isFront(kind)) };
}

/** Three names at the most, then "and others": never a number. */
export const mostNames = 3;
export const gathered = (names: readonly string[]) => ({ names: names.slice(0, mostNames), hasOthers: names.length > mostNames });

const hour = 3_600_000;
const minute = 60_000;
let last = { minute: 0, timeZone: '', until: new Date(0) };
/** Until when reactions are gathered: the last eight in the morning by the clock of the place, as the notices have it. What came since is seen the next day. Each thread page asks; what a clock shows is worked out once a minute. */
export function gatheredUntil(now: Date, timeZone: string): Date {
  const here = Math.floor(now.getTime() / minute);
  if (last.minute !== here || last.timeZone !== timeZone) last = { minute: here, timeZone, until: lastEight(now, timeZone) };
  return last.until;
}

function lastEight(now: Date, timeZone: string): Date {
  const shown = wall(now.getTime(), timeZone);
  const eight = Math.floor((shown - 8 * hour) / (24 * hour)) * 24 * hour + 8 * hour;
  const about = now.getTime() - (shown - eight);
  return new Date(about + eight - wall(about, timeZone)); // a clock may have been changed in between
}
