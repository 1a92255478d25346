/** What may be written now: it follows who is here, as `duty` says it, so it changes with them and needs no switch. */
import * as duty from '#house/duty';
import { afterHours, modeOf, type AfterHours, type Mode } from '#house/posting-rules';
import * as sayings from '#house/sayings';
import * as watching from '#house/watching';

export type Posting = {
  mode: Mode;
  here: duty.Here['here'];
  /** Who comes next and when, if anybody does. */
  next: duty.Here['next'];
  timeZone: string;
  /** What happens when nobody is here. */
  night: AfterHours;
  /** Nobody has watched over this place for so many days: it is for reading. */
  quietDays: number | undefined;
  /** A program reads along. */
  isAssessed: boolean;
};

export async function now(at = new Date()): Promise<Posting> {
  const [{ here, next, timeZone }, { afterHours: wish, triage }, quietDays] = await Promise.all([duty.now(at), sayings.sayAnyway('en'), watching.quietDays(at)]);
  return {
    mode: quietDays === undefined ? modeOf(here.length > 0, next !== undefined, wish) : 'reading', here, next, timeZone,
    night: afterHours.find((one) => one === wish) ?? 'banner', quietDays, isAssessed: triage !== 'off'
  };
}
