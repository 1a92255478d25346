/** The public log of a month: what is in it, and what is too little to say without pointing at somebody. */
export const fewest = 5;

/** A number of things, or nothing when they are so few that somebody could know who is meant. None is none. */
export const sayable = (count: number): number | null => (count === 0 || count >= fewest ? count : null);
/** A middle value, in whole minutes, when it rests on enough. */
export const middle = (median: number | null, count: number): number | null => (median === null || count < fewest ? null : Math.round(median));

export const names = ['deed', 'firstHuman', 'urgentHuman', 'decided', 'appeals', 'appealResult', 'threads', 'answeredOf100', 'answeredMinutes', 'staffedHours', 'woken', 'urgentMost', 'raised', 'lowered'] as const;
/** Of these the public log says nothing: how slow it was at worst, and how often a person found the program wrong. They are for the steward's page. */
export const forDesk: readonly (typeof names)[number][] = ['urgentMost', 'raised', 'lowered'];
export type Name = (typeof names)[number];
export type Figure = { name: Name; key: string; value: number | null };

/** The first day of the month of a moment, and of the one after. */
export function monthOf(at: Date): { from: Date; to: Date } {
  return { from: new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1)), to: new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)) };
}
/** 90 → 1 h 30 min, in numbers only. */
export const hoursAndMinutes = (minutes: number) => ({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
