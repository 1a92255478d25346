/** How long something has waited, in words and in the reader's language: "5 hours", "2 dager". Rounded down: nobody waits in minutes and seconds. */
import { numbersIn } from '#platform/formats';

export function age(since: Date, now: Date, language: string): string {
  const minutes = Math.max(1, Math.floor((now.getTime() - since.getTime()) / 60_000));
  const [amount, unit] = minutes < 60 ? [minutes, 'minute'] : minutes < 48 * 60 ? [Math.floor(minutes / 60), 'hour'] : [Math.floor(minutes / (24 * 60)), 'day'];
  return numbersIn(language, { style: 'unit', unit: unit as 'minute' | 'hour' | 'day', unitDisplay: 'long' }).format(amount as number);
}

/** A promise as it stands now. Past is said in words; it is nobody's shame and gets no red. */
export const standing = (promised: Date | undefined, now: Date): 'none' | 'open' | 'past' =>
  promised === undefined ? 'none' : promised.getTime() < now.getTime() ? 'past' : 'open';
