/** Whether a text is a day that is in the calendar, written like 2026-12-24. */
export const isDay = (text: string): boolean => {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).year > 2000;
  } catch {
    return false; // the thirty-first of February
  }
};
