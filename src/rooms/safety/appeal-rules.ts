/** When an appeal is answered at the latest, as we aim to (safety guide §5: five working days). */
import { isTimeZone } from '#house/duty-rules';
import { dayAt, dueDay as workdayOf, workPlaceOf, type Work } from '#house/workday-rules';

export type Result = 'upheld' | 'overturned';
const workingDays = 5;

/** Monday to Friday, without the public holidays of the place, by its clock. */
export const workOf = ({ timeZone, ...said }: { workPlace: string; homeCountry: string; timeZone: string }): Work => ({
  place: workPlaceOf(said), timeZone: isTimeZone(timeZone) ? timeZone : 'UTC', days: [1, 2, 3, 4, 5]
});

/** The day, YYYY-MM-DD, on which an answer is still in time. */
export const dueDay = (madeAt: Date, work: Work): string => workdayOf(madeAt, workingDays, work)!.toString();

/** The day by the clock of the place, YYYY-MM-DD. Whoever asked has all of the due day. */
export const today = (work: Work, now = new Date()): string => dayAt(now, work.timeZone).toString();
