/**
 * Noticing that we are out of breath.
 *
 * When the process is so busy that a timer comes late, everything comes late.
 * Then new visitors are asked to wait a few seconds, so that those who are in
 * are answered. Help now, Leave and reports are never turned away.
 */
const every = 250;

/** Asks `isBusy()`; lag above the limit (in ms, smoothed over about a second) means busy until it is half of it. */
export function watchBreath(limit: number): { isBusy: () => boolean; stop: () => void } {
  let lag = 0;
  let busy = false;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    lag = lag * 0.6 + Math.max(0, now - last - every) * 0.4;
    last = now;
    busy = limit > 0 && lag > (busy ? limit / 2 : limit);
  }, every);
  timer.unref();
  return { isBusy: () => busy, stop: () => clearInterval(timer) };
}

const never = /^\/(help|leave|report)(\/|$)/;
export const mayWait = (path: string) => !never.test(path);
