/**
 * What may be written when nobody is here (safety guide §2.2, clock-out).
 *
 * Open: somebody is here. Banner: written words appear at once, and the page
 * says that nobody is here. Queue: they wait until somebody is. Reading: nothing
 * new is written. A queue without anybody to come would never end, so then the
 * words appear, with the banner.
 */
export const afterHours = ['banner', 'queue', 'reading'] as const;
export type AfterHours = (typeof afterHours)[number];
export type Mode = 'open' | AfterHours;

export function modeOf(isStaffed: boolean, hasNext: boolean, wish: string): Mode {
  if (isStaffed) return 'open';
  const mode = afterHours.find((one) => one === wish) ?? 'banner';
  return mode === 'queue' && !hasNext ? 'banner' : mode;
}
