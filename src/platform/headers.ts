/** What every answer carries besides its page; the content security policy is set in `vite.config.ts`. */

const open = new Set(['/', '/look', '/about', '/conduct', '/privacy', '/accessibility', '/easy']);

/** The same on every page, so that the door sets them (`serving`). What a page says itself stands instead. */
export const onPages: [string, string][] = [
  ['x-frame-options', 'DENY'],
  // Nothing goes to other sites. With `no-referrer` a browser also hides the origin of our own forms, and every post would be refused.
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=(), browsing-topics=()'],
  ['cross-origin-opener-policy', 'same-origin']
];

/** Who may keep a page, and whether it may be found. */
export const headers = ({ signedIn, path }: { signedIn: boolean; path: string }): [string, string][] =>
  open.has(path) ? [['cache-control', signedIn ? 'no-store' : 'private, no-cache']] : [['cache-control', 'no-store'], ['x-robots-tag', 'noindex, nofollow']];
