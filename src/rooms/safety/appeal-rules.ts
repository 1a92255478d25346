/** When an appeal is answered at the latest, as we aim to (safety guide §5: five working days). */
export type Result = 'upheld' | 'overturned';
const workingDays = 5;

/** The day, YYYY-MM-DD, five working days on: Saturdays and Sundays do not count. Public holidays are not known here. */
export function dueDay(madeAt: Date): string {
  const day = new Date(madeAt.toISOString().slice(0, 10));
  for (let left = workingDays; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6 !== 0) left--;
  }
  return day.toISOString().slice(0, 10);
}
