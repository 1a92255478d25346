/**
 * What has to happen before the process goes.
 *
 * The server starts from source and the pages from the build, so this file is
 * loaded twice; the list lives in one place both can see.
 */
const place = Symbol.for('alongside.ending');
type Ending = { name: string; work: () => Promise<unknown> };
const shared = globalThis as unknown as Record<symbol, Ending[] | undefined>;

/** To be done once, when the process goes; the last one added goes first. */
export function atEnd(name: string, work: () => Promise<unknown>): void {
  (shared[place] ??= []).push({ name, work });
}

/** Does everything on the list. One that goes wrong does not keep the others from going. */
export async function end(): Promise<void> {
  const list = shared[place]?.splice(0).reverse() ?? [];
  for (const { name, work } of list) {
    await work().catch((error: Error) => console.error(JSON.stringify({ level: 'warn', what: 'did not end well', name, error: error.name })));
  }
}
