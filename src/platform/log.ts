/**
 * The log: one JSON line for each thing worth knowing.
 *
 * It holds ids, kinds, times and sizes. It never holds words people wrote,
 * names, addresses of visitors, paths, searches or cookies: a line names the
 * route (`/talk/[code]`), not the page. A value that is not plain is dropped.
 */
import { setting } from '#platform/config';

type Plain = string | number | boolean | null | undefined;
export type Line = Record<string, Plain>;

const speaks = () => setting('LOG') === 'on';

/** For what is as it should be; silent unless LOG is on. */
export function note(what: string, line: Line = {}): void {
  if (speaks()) process.stdout.write(`${asLine('info', what, line)}\n`);
}

/** For what somebody has to look at; always written. */
export function warn(what: string, line: Line = {}): void {
  process.stderr.write(`${asLine('warn', what, line)}\n`);
}

export const asLine = (level: string, what: string, line: Line) =>
  JSON.stringify({ at: new Date().toISOString(), level, what, ...Object.fromEntries(Object.entries(line).filter(([, value]) => typeof value !== 'object')) });

/** Where in our code, from the innermost on. A line of a message can begin with "at", too; it has no file and number at its end. */
export const placesIn = (stack = ''): string[] => stack.split('\n').filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line)).map((line) => line.trim());

/** What may be said of an error: its kind and code and where in our code. A message could quote what somebody wrote. */
export function told(error: unknown): Line {
  const { name, code, stack } = (error ?? {}) as { name?: string; code?: string; stack?: string };
  return { name, code, where: placesIn(stack)[0] };
}
