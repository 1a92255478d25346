/**
 * What a webhook says and to whom it may be said. Pure.
 *
 * The body holds ids and a kind, never words. It is signed with HMAC-SHA256
 * over the time and the body; while a secret is being changed both sign. An
 * address inside somebody's own network is not called unless the operator says
 * so: whoever can set an address must not be able to make us look around there.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

const secretsIn = (setting: string) => setting.split(',').map((one) => one.trim()).filter(Boolean);
const sign = (secret: string, at: number, body: string) => createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');

/** `t=<seconds>,v1=<hex>`, with one v1 for each secret. */
export const signatureOf = (secrets: string, at: number, body: string) =>
  [`t=${at}`, ...secretsIn(secrets).map((secret) => `v1=${sign(secret, at, body)}`)].join(',');

/** How a receiver looks at it: ours for tests, and an example for theirs. Older than five minutes is refused. */
export function isSigned(header: string, secret: string, body: string, now: number): boolean {
  const at = Number(/(?:^|,)t=(\d+)/.exec(header)?.[1]);
  if (!Number.isFinite(at) || Math.abs(now - at) > 300) return false;
  const right = Buffer.from(sign(secret, at, body));
  return [...header.matchAll(/v1=([0-9a-f]{64})/g)].some(([, given]) => timingSafeEqual(Buffer.from(given!), right));
}

const inside = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['::', 128], ['::1', 128], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8], ['64:ff9b::', 96], ['2002::', 16]] as const) inside.addSubnet(net, bits, 'ipv6');

/** Whether an address belongs to a network of one's own. What is no address counts as one. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return isInside(mapped);
  const kind = isIP(address);
  if (kind === 0) return true;
  if (kind === 6 && /^::ffff:/i.test(address)) return true;
  return inside.check(address, kind === 4 ? 'ipv4' : 'ipv6');
}

/** An https address without a name and password in it; plain http only where the operator allows addresses inside. */
export function isCallable(text: string, mayInside: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || (mayInside && protocol === 'http:')) && !username && !password;
}
