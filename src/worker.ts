/**
 * Events and clocks.
 *
 * Runs inside the web process on one machine, or alone as `node src/worker.ts`.
 */
export async function work(): Promise<void> {}
