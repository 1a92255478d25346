/**
 * What somebody had before them when they pressed, where a form comes back.
 *
 * Others go on meanwhile. A form that comes back for any other reason than that still
 * speaks of what its sender looked at, so that the next press, too, is told of
 * what others did since. Where that was the no, the page marks what is new
 * beside what was typed, and the form speaks of that. [MOD-9]
 */
type Answer = { refused?: { key: string } | undefined; typed?: Record<string, string> | undefined } | null | undefined;

/** Whether the no was that it has changed since. */
export const isStale = (form: Answer): boolean => form?.refused?.key === 'safety.refused.stale';

/** The version a form says: `now` is the one the page shows. */
export function lookedAt(form: Answer, now: number): number {
  const looked = Number(form?.typed?.['version']);
  return !isStale(form) && Number.isInteger(looked) && looked > 0 ? looked : now;
}

/** The stamp of the words that were read: those the page shows now only where that they changed was the no. */
export const stampRead = (form: Answer, now: string, field = 'wordsRead'): string => (form?.refused?.key === 'safety.refused.reworded' ? now : (form?.typed?.[field] ?? now));

/** How many lines of a record were there to be read; all of them, where nothing came since. */
export function linesKnown(form: Answer): number {
  const known = Number(form?.typed?.['lines']);
  return isStale(form) && form?.typed?.['lines'] && Number.isInteger(known) && known >= 0 ? known : Infinity;
}

/** What stands in a field that was typed into, where it is something else than what was typed and came since. */
export function standsInstead(form: Answer, field: string, now: string): string {
  const typed = form?.typed?.[field];
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return isStale(form) && typed !== undefined && plain(typed) !== plain(now) ? now : '';
}
