/** The time of a session: when its room opens, and what it is now. */
import { dayIn } from '#platform/days';

/** Hosts may come in so long before, so that nobody finds a dark room. Minutes. */
export const early = 15;
/** After the end there is time to say goodbye. Minutes. */
export const goodbye = 5;

export type Phase = 'early' | 'hostless' | 'open' | 'over';
export type Timed = { startsAt: Date; minutes: number; openedAt: Date | null; closedAt: Date | null };
export const endOf = ({ startsAt, minutes }: Pick<Timed, 'startsAt' | 'minutes'>) => new Date(startsAt.getTime() + minutes * 60_000);

export function phaseOf(session: Timed, now: Date): Phase {
  if (session.closedAt || now.getTime() > endOf(session).getTime() + goodbye * 60_000) return 'over';
  if (session.openedAt) return 'open';
  return now < session.startsAt ? 'early' : 'hostless';
}
export const mayOpen = (session: Timed, now: Date) => phaseOf(session, now) !== 'over' && now.getTime() >= session.startsAt.getTime() - early * 60_000;

/**
 * The same time of day each week by the clock on the wall, also across the
 * change to summer time. Nothing when the date or the time cannot be read.
 */
export function weekly(date: string, time: string, timeZone: string, many: number): Date[] | undefined {
  const day = dayIn(date);
  const clock = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(time.trim());
  if (!day || !clock) return undefined;
  try {
    const first = Temporal.PlainDate.from(day).toPlainDateTime({ hour: Number(clock[1]), minute: Number(clock[2]) });
    return Array.from({ length: many }, (_, week) => new Date(first.add({ weeks: week }).toZonedDateTime(timeZone).epochMilliseconds));
  } catch {
    return undefined; // the thirty-first of April
  }
}

/** Ready phrases: messages for those who have no words just now. */
export const phrases = ['hello', 'with', 'minute', 'thanks', 'reading', 'bye'] as const;
export type Phrase = (typeof phrases)[number];
export const isPhrase = (text: unknown): text is Phrase => phrases.includes(text as Phrase);

/** How new lines are read aloud. */
export const spoken = ['each', 'some', 'off'] as const;
export type Spoken = (typeof spoken)[number];
export const isSpoken = (text: string): text is Spoken => (spoken as readonly string[]).includes(text);
