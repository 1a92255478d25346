/** What every answer carries besides its page; the content security policy is set in `vite.config.ts`. */

const open = new Set(['/', '/look', '/about', '/conduct', '/privacy', '/accessibility', '/easy']);

export function headers({ secure, signedIn, path }: { secure: boolean; signedIn: boolean; path: string }): [string, string][] {
  const sent: [string, string][] = [
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    // Nothing goes to other sites. With `no-referrer` a browser also hides the origin of our own forms, and every post would be refused.
    ['referrer-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=(), browsing-topics=()'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['cache-control', signedIn || !open.has(path) ? 'no-store' : 'private, no-cache']
  ];
  if (!open.has(path)) sent.push(['x-robots-tag', 'noindex, nofollow']);
  if (secure) sent.push(['strict-transport-security', 'max-age=63072000; includeSubDomains']);
  return sent;
}
