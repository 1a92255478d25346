import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { live, type Live } from '#platform/live';

/** A room of numbered words; who is in `out` may not hear any more. */
const said: string[] = [];
const out = new Set<string>();
let house: Live;
let server: Server;
let at: string;
let notifier: pg.Client;

async function listen(who: string, heard = '') {
  const leave = new AbortController();
  const answer = await fetch(`${at}/${who}`, { headers: heard ? { 'last-event-id': heard } : {}, signal: leave.signal });
  let text = '';
  const done = (async () => {
    if (!answer.body) return;
    const decoder = new TextDecoder();
    for await (const part of answer.body) text += decoder.decode(part as Uint8Array);
  })().catch(() => {});
  return { status: answer.status, words: () => [...text.matchAll(/^id: (\d+)\nevent: line\ndata: (\w+)$/gm)].map((hit) => `${hit[1]} ${hit[2]}`), text: () => text, leave: () => leave.abort(), done };
}
const say = async (word: string) => {
  said.push(word);
  await notifier.query(`select pg_notify('live_test', 'room')`);
};

beforeAll(async () => {
  house = live<string>('live_test',
    (req) => Promise.resolve(req.url === '/nobody' ? undefined : { topic: 'room', who: req.url!.slice(1), after: Number(req.headers['last-event-id'] ?? 0) }),
    () => Promise.resolve({ last: said.length, of: ({ who }) => (out.has(who) ? 'close' : said.map((data, index) => ({ event: 'line', id: index + 1, data }))) }),
    (who) => who, { mostEach: 2 });
  server = createServer((req, res) => void house.take(req, res));
  await new Promise<void>((heard) => server.listen(0, '127.0.0.1', heard));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  notifier = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await notifier.connect();
});
afterAll(async () => {
  await house.close();
  await notifier.end();
  await new Promise((closed) => server.close(closed));
});

describe('a live page', () => {
  it('brings each thing once and in order, also to somebody who was away', async () => {
    const ada = await listen('ada');
    await say('one');
    await say('two');
    await expect.poll(ada.words).toEqual(['1 one', '2 two']);
    ada.leave();
    await expect.poll(house.count).toBe(0);
    await say('three');
    const back = await listen('ada', '2');
    await expect.poll(back.words).toEqual(['3 three']);
    await Promise.all(['four', 'five', 'six'].map(say));
    await expect.poll(back.words).toHaveLength(4);
    expect(new Set(back.words()).size).toBe(4);
    back.leave();
  });
  it('ends for whoever may not hear any more, before they hear the next', async () => {
    const bo = await listen('bo', String(said.length));
    out.add('bo');
    await say('secret');
    await bo.done;
    expect(bo.text()).toContain('event: over');
    expect(bo.text()).not.toContain('secret');
  });
  it('is not there for whoever has no place, and not twenty times for one', async () => {
    expect((await listen('nobody')).status).toBe(404);
    const open = [await listen('cleo'), await listen('cleo')];
    expect((await listen('cleo')).status).toBe(503);
    for (const one of open) one.leave();
  });
});
