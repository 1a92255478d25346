/**
 * Days and times of a gathering in words, by its own clock. They are given as
 * words alone: no moment for a machine stands beside a name of a place.
 */
import { datesIn } from '#platform/formats';
import { clockAt, span } from '#ui/when';

const locale = (language: string) => (language === 'nb' ? 'nb-NO' : 'en-GB');

/** "Thursday 14 May" · "torsdag 14. mai". `day` is YYYY-MM-DD. */
export const dayWords = (day: string, language: string) =>
  datesIn(locale(language), { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

/** "2 pm" to "3:30 pm" · "kl. 14" til "15.30": from when until when, by this clock. */
export function spanWords(startsAt: Date, endsAt: Date, timeZone: string, language: string): { from: string; to: string } {
  const [from, to] = span(clockAt(startsAt, language, timeZone), clockAt(endsAt, language, timeZone));
  return { from, to };
}
