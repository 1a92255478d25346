/**
 * Many people at once, each with words of their own, on the same server: does
 * one of them ever read another's? Everybody writes a word nobody else knows
 * where only they read it; then requests alternate between people, many at a
 * time, and every answer is looked through for everybody's words.
 *
 *     node scripts/canaries.ts http://localhost:3000 [seconds, 60] [at once, 200]
 *
 * The server has to be a demo one, where its people sign in by a press.
 */
import { randomBytes } from 'node:crypto';

type Person = { name: string; word: string; cookie: string };
export type Found = { requests: number; crossed: string[]; missing: string[]; failed: Record<string, number>; seconds: number };
export type Running = { names: readonly string[]; seconds?: number; requests?: number; atOnce: number };

const own = '/space/diary';
const pages = [own, '/space', '/space/notes', '/today', own, '/notices', '/settings/seen', own];

async function send(at: string, path: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  return fetch(at + path, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: { cookie, origin: at, accept: 'text/html' } });
}

/** Signs somebody of the demo in and lets them write their word into their diary. */
async function arrive(at: string, name: string): Promise<Person> {
  const word = `canary${randomBytes(9).toString('hex')}`;
  const entered = await send(at, '/sign-in?/demo', { as: name });
  const cookie = entered.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const written = await send(at, `${own}?/add`, { words: word, once: word }, cookie);
  if (entered.status !== 303 || written.status >= 400) throw new Error(`${name} could not write: ${entered.status} ${written.status}`);
  return { name, word, cookie };
}

/** Runs for so many seconds or requests, whichever is given, and says what was found. Names and places, never words. */
export async function run(at: string, { names, seconds = Infinity, requests = Infinity, atOnce }: Running): Promise<Found> {
  const people = await Promise.all(names.map((name) => arrive(at, name)));
  const found: Found = { requests: 0, crossed: [], missing: [], failed: {}, seconds: 0 };
  const began = performance.now();
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < requests && performance.now() - began < seconds * 1000) {
      const turn = next++;
      const person = people[turn % people.length]!;
      const path = pages[Math.floor(turn / people.length) % pages.length]!;
      const answer = await fetch(at + path, { headers: { cookie: person.cookie, accept: 'text/html' }, redirect: 'manual' });
      const body = await answer.text();
      found.requests++;
      for (const other of people) if (other !== person && body.includes(other.word)) found.crossed.push(`${path}: ${person.name} read a word of ${other.name}`);
      if (answer.status !== 200) found.failed[answer.status] = (found.failed[answer.status] ?? 0) + 1;
      else if (path === own && !body.includes(person.word)) found.missing.push(`${path}: ${person.name} did not read their own word`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return { ...found, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

if (import.meta.main) {
  const [at = 'http://localhost:3000', seconds = '60', atOnce = '200'] = process.argv.slice(2);
  const names = ['Quiet Heron', 'Fern', 'Lee', 'Iben', 'Myrull', 'Ash', 'Willow', 'Grey Mitten'];
  const list = await (await fetch(`${at}/sign-in`)).text();
  const found = await run(at, { names: names.filter((name) => list.includes(`value="${name}"`)), seconds: Number(seconds), atOnce: Number(atOnce) });
  console.log(JSON.stringify(found, null, 2));
  process.exitCode = found.crossed.length || found.missing.length ? 1 : 0;
}
