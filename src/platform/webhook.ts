/**
 * The webhook: tells one address of the operator's that something waits.
 *
 * The name is looked up at the moment of the call and the address that comes
 * back is the one that is called, so nobody can point it inside in between. It
 * follows no redirect. Whoever keeps failing is tried again by the queue.
 */
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { setting } from '#platform/config';
import { isCallable, isInside, signatureOf } from '#platform/webhook-rules';

export const isSet = () => setting('WEBHOOK_URL') !== '' && setting('WEBHOOK_SECRET') !== '';
const mayInside = () => setting('WEBHOOK_INSIDE') === 'on';

const outsideOnly: LookupFunction = (name, options, done) => lookup(name, options, (error, address, family) => {
  const found = Array.isArray(address) ? address.map((one) => one.address) : [address];
  if (!error && !mayInside() && found.some(isInside)) return done(Object.assign(new Error('an address inside'), { code: 'EINSIDE' }), '', 0);
  done(error, address as string, family);
});

/** Says one thing. Answers when it was taken; throws when it was not. */
export async function call(kind: string, id: string): Promise<void> {
  const url = setting('WEBHOOK_URL');
  if (!isSet() || !isCallable(url, mayInside())) throw Object.assign(new Error('no address that may be called'), { code: 'ENOTCALLABLE' });
  const { hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!mayInside() && /^[\d.]+$|:/.test(literal) && isInside(literal)) throw Object.assign(new Error('an address inside'), { code: 'EINSIDE' });
  const body = JSON.stringify({ kind, id });
  const headers = {
    'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'idempotency-key': id,
    'alongside-signature': signatureOf(setting('WEBHOOK_SECRET'), Math.floor(Date.now() / 1_000), body)
  };
  await new Promise<void>((taken, refused) => {
    const request = (url.startsWith('https:') ? https : http).request(url, { method: 'POST', headers, lookup: outsideOnly, timeout: 8_000, agent: false }, (answer) => {
      answer.resume();
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status < 300) taken();
      else refused(Object.assign(new Error('not taken'), { code: `HTTP${status}` }));
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })));
    request.on('error', refused);
    request.end(body);
  });
}
