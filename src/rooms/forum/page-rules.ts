/**
 * Pages of a thread are ranges of numbers, pages of a list begin after a key.
 * Neither ever counts rows, so the last page costs what the first one does.
 */

/** Statements of lists say `limit 21`, one more than a page, as a number: a limit that is a parameter is planned for a tenth of the table. */
export const pageSize = 20;
/** A bad day shows the first post and this many of the last. */
export const shortSize = 3;

export const pageOf = (number: number) => Math.ceil(Math.max(1, number) / pageSize);
export const rangeOf = (page: number) => ({ from: (page - 1) * pageSize + 1, to: page * pageSize });

/** The page an address asks for: 1 when it does not say, nothing when it is not a page. */
export function pageAsked(text: string | null): number | undefined {
  if (text === null) return 1;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

/** Where a list goes on: the moment in microseconds, and the id that settles a tie. */
export type Key = { at: number; id: string };
export const keyText = ({ at, id }: Key) => `${at.toString(36)}-${id}`;

const shape = /^([0-9a-z]{1,11})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
/** The key in an address: null when it does not say, nothing when it is not a key. */
export function keyAsked(text: string | null): Key | null | undefined {
  if (text === null) return null;
  const found = shape.exec(text);
  const at = found ? parseInt(found[1]!, 36) : NaN;
  return found && Number.isSafeInteger(at) ? { at, id: found[2]! } : undefined;
}

const code = /^[0-9a-z]{3,24}$/;
/** Codes in addresses are short and say nothing. Anything else cannot be one of ours. */
export const isCode = (text: unknown): text is string => typeof text === 'string' && code.test(text);

/** The place of a post in its thread, as an address. An address without a page shows few posts on a bad day, but always the first. */
export const addressOf = (threadCode: string, number: number) =>
  `/talk/t/${threadCode}${number > 1 ? `?page=${pageOf(number)}` : ''}#n${number}`;
