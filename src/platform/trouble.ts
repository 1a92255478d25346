/**
 * Between the pages and the server that carries them.
 *
 * The pages say on the request which route answered and what kind of trouble
 * there was; the server, which cannot know, counts the one and turns the other
 * into a page people understand.
 */
import type { Trouble } from '#platform/plain-pages';

export type Said = { route?: string; trouble?: Trouble; /** Somebody who is signed in asked. */ isKnown?: boolean; /** Help waits for whoever asked, beside what they wrote. */ hasHelp?: boolean; /** What they wrote is kept, where they find it again. */ isKept?: boolean };
type Carrier = { req?: object } | undefined;

const said = Symbol.for('alongside.said');
type Marked = { [said]?: Said };

/** Gives a request its slip of paper. */
export function slip(request: object, paper: Said): void {
  (request as Marked)[said] = paper;
}

export function sayRoute(platform: Carrier, route: string | null): void {
  const paper = (platform?.req as Marked | undefined)?.[said];
  if (paper && route) paper.route = route;
}

/** Whoever asked is signed in: what they wrote may be shown to them. After Leave somebody else may be pressing Back. */
export function sayKnown(platform: Carrier): void {
  const paper = (platform?.req as Marked | undefined)?.[said];
  if (paper) paper.isKnown = true;
}

/** Somebody wrote what sounds hard, and help waits for them: should there be no page for it to stand on, the one that says so leads there. */
export function sayHelp(platform: Carrier): void {
  const paper = (platform?.req as Marked | undefined)?.[said];
  if (paper) paper.hasHelp = true;
}

/** What somebody wrote for a page that is not there is kept for them: the page that says so says where. */
export function sayKept(platform: Carrier): void {
  const paper = (platform?.req as Marked | undefined)?.[said];
  if (paper) paper.isKept = true;
}

export function sayTrouble(platform: Carrier, error: unknown): void {
  const paper = (platform?.req as Marked | undefined)?.[said];
  if (paper) paper.trouble = troubleOf(error);
}

const gone = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', '57P01', '57P02', '57P03', '53300', '25006']);
/** The pool's own words when every connection was lent out for as long as anybody waits: the database is there, and many are asking. */
const allLent = 'timeout exceeded when trying to connect';
const goneWords = /^(Connection terminated|timeout expired|Client has encountered a connection error|Cannot use a pool after)/;

/** What an error means for the person who is waiting. */
export function troubleOf(error: unknown): Trouble {
  const { code = '', syscall, message = '', errors } = (error ?? {}) as { code?: string; syscall?: string; message?: string; errors?: unknown[] };
  if (errors?.length) return troubleOf(errors[0]); // every address of a host was tried
  if (message === allLent) return 'busy';
  if (gone.has(code) || code.startsWith('08') || goneWords.test(message)) return 'lost';
  if (code === 'ENOENT' && syscall === 'connect') return 'lost';
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  return 'fault';
}
