/** Five years of daily check-ins, written as a member would write them, and what opening them costs by itself. */
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { zstdDecompressSync } from 'node:zlib';
import { seal, unseal } from '#platform/seal';
import { send } from './measure.ts';

export const fiveYears = 1826;
const words = 'Rough in the morning, better after the rest. Soup, and a short walk to the corner and back.';
const dayAgo = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);

/** Whoever is measured by has said yes to the ways as they stand, as every member has; else Today asks for it. */
export async function agree(origin: string, token: string): Promise<void> {
  const agent = new http.Agent();
  const cookie = `session=${token}`;
  const { body } = await send({ origin, path: '/agree', cookie }, agent);
  const page = zstdDecompressSync(body).toString();
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
  const { status } = await send({ origin, method: 'POST', path: '/agree', cookie, body: new URLSearchParams({ hash: field('hash'), moderation: field('moderation') }).toString() }, agent);
  if (status !== 303) throw new Error(`agreeing: ${status}`);
}

/** Where what this member looks for stands. */
export async function searchAt(origin: string, token: string, q: string): Promise<string> {
  const { status, location } = await send({ origin, method: 'POST', path: '/search', cookie: `session=${token}`, body: new URLSearchParams({ q }).toString() }, new http.Agent());
  if (status !== 303 || !location) throw new Error(`looking for something: ${status}`);
  return location;
}

export async function keepFiveYears(origin: string, token: string): Promise<void> {
  const agent = new http.Agent({ keepAlive: true });
  const write = async (n: number) => {
    const fields = { when: dayAgo(n), body: String(1 + (n % 5)), mind: String(1 + ((n * 3) % 5)), sleep: String(1 + (n % 4)), pain: String(1 + ((n * 7) % 5)), words, once: `five-years-${n}` };
    const { status } = await send({ origin, method: 'POST', path: '/space/note?/save', cookie: `session=${token}`, body: new URLSearchParams(fields).toString() }, agent);
    if (status !== 303) throw new Error(`a check-in of five years: ${status}`);
  };
  for (let n = 0; n < fiveYears; n += 8) await Promise.all(Array.from({ length: Math.min(8, fiveYears - n) }, (_, at) => write(n + at)));
  agent.destroy();
}

/** Opening five years of papers, without a database or a page around it. */
export function unsealing(): string {
  const key = randomBytes(32);
  const content = JSON.stringify({ body: 2, mind: 3, at: '08:15', extra: { sleep: 2, pain: 4 }, taken: null, helped: '', words, own: {}, wasBig: false });
  const sealed = Array.from({ length: fiveYears }, (_, n) => seal(content, `toolbox.papers|${n}`, key));
  const times = Array.from({ length: 9 }, () => {
    const begun = performance.now();
    sealed.forEach((one, n) => JSON.parse(unseal(one, `toolbox.papers|${n}`, key)));
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  return `opening ${fiveYears.toLocaleString('en')} sealed papers takes ${times[4]!.toFixed(1)} ms`;
}
