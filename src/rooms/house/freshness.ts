/**
 * How old may be what a process keeps of who is here and what the operator says.
 *
 * While pages are asked for it is read anew behind them every few seconds. After
 * a quiet while a page waits for that, for what another process changed has to
 * hold within the minute; but not for long: a database that does not answer
 * leaves what was last read standing.
 */

/** Read anew behind a page's back, in milliseconds. */
export const fresh = 5_000;
/** Older than this a page waits for the new reading, for as long as `patience`. */
const old = 30_000;
const patience = 300;

/** What is kept; once it is old, what is being read, if that comes in time. */
export function keptOr<Read extends { at: number }>(kept: Read, reading: Promise<Read> | undefined): Read | Promise<Read> {
  if (!reading || Date.now() - kept.at <= old) return kept;
  return Promise.race([reading.catch(() => kept), new Promise<Read>((done) => setTimeout(done, patience, kept).unref())]);
}
