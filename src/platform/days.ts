/** Days and times as people write them. */

/**
 * The day a text says, as YYYY-MM-DD: "2026-12-24", "24.12.2026", "24/12/2026"
 * or "24 12 2026", the day before the month. Undefined when no calendar has it.
 */
export function dayIn(text: string): string | undefined {
  const said = text.trim();
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said) ?? reversed(/^(\d{1,2})(?:[./] ?| )(\d{1,2})(?:[./] ?| )(\d{4})$/.exec(said)) ?? [];
  if (!year || Number(year) <= 2000) return undefined;
  try {
    return Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }).toString();
  } catch {
    return undefined; // the thirty-first of February
  }
}
const reversed = (found: RegExpExecArray | null) => found && [found[0], found[3]!, found[2]!, found[1]!];

/** A time as people write it: "8", "8:30", "08.30", "20:00". Undefined when no clock shows it. */
export function timeIn(text: string): string | undefined {
  const found = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*$/.exec(text);
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  if (!found || hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
