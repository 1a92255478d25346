/**
 * Live pages: answers that stay open and bring what is new.
 *
 * They are taken ahead of the pages, so that one who listens costs little
 * memory. A place somebody listens to is a `Topic`: it is woken by a NOTIFY on
 * its channel, reads what is new once, and sends it to each who may hear it.
 * What each was sent last is counted, so nothing is sent twice; whoever comes
 * back says what they heard last, and hears the rest.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listening, type Ear } from '#platform/ear';
import { told, warn } from '#platform/log';

/** One open answer. `at`: the last change it was sent. */
export type Listener<Who> = { who: Who; at: number; res: ServerResponse; state: string };
/** What is to be sent to one listener: an event's name, its count, its data. `close`: they may not hear this any more. */
export type Message = { event: string; id?: number; data: string };
/** `last`: everything up to there has been read. */
export type Reading<Who> = { last: number; of: (listener: Listener<Who>) => Message[] | 'close' };
export type Read<Who> = (topic: string, after: number, listeners: readonly Listener<Who>[]) => Promise<Reading<Who> | undefined>;
export type Entry<Who> = { topic: string; who: Who; after: number };
/** Who this is and what they may listen to; nothing when there is nothing for them. */
export type Enter<Who> = (req: IncomingMessage) => Promise<Entry<Who> | undefined>;

export type Live = { take: (req: IncomingMessage, res: ServerResponse) => Promise<void>; close: () => Promise<void>; count: () => number };
type Limits = { most: number; mostEach: number };
const beat = 25_000;
const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-robots-tag': 'noindex, nofollow' };

const written = ({ event, id, data }: Message) => `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`;

/** `keyOf`: whose answers are counted together, so that one person cannot hold all of them. */
export function live<Who>(channel: string, enter: Enter<Who>, read: Read<Who>, keyOf: (who: Who) => string, { most = 6_000, mostEach = 6 }: Partial<Limits> = {}): Live {
  const topics = new Map<string, Set<Listener<Who>>>();
  const held = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let all = 0;
  let ear: Ear | undefined;
  let isOver = false;

  const drop = (topic: string, listener: Listener<Who>) => {
    if (!topics.get(topic)?.delete(listener)) return;
    all--;
    const key = keyOf(listener.who);
    const left = (held.get(key) ?? 1) - 1;
    if (left) held.set(key, left);
    else held.delete(key);
    if (!topics.get(topic)!.size) topics.delete(topic);
  };
  const send = (topic: string, listener: Listener<Who>, messages: Message[] | 'close') => {
    if (messages === 'close') {
      listener.res.end('event: over\ndata: {}\n\n');
      return drop(topic, listener);
    }
    let text = '';
    for (const message of messages) {
      if (message.id === undefined ? message.data === listener.state : message.id <= listener.at) continue;
      if (message.id === undefined) listener.state = message.data;
      else listener.at = message.id;
      text += written(message);
    }
    if (text && !listener.res.write(text) && listener.res.writableLength > 256 * 1024) listener.res.destroy(); // one that reads nothing any more comes back and hears the rest
  };
  /** Reads a topic once from where the furthest behind of its listeners stands. */
  const readOnce = async (topic: string) => {
    const listeners = [...(topics.get(topic) ?? [])];
    if (!listeners.length) return;
    const found = await read(topic, Math.min(...listeners.map(({ at }) => at)), listeners);
    for (const listener of listeners) {
      if (!topics.get(topic)?.has(listener)) continue;
      send(topic, listener, found ? found.of(listener) : 'close');
      if (found) listener.at = Math.max(listener.at, found.last); // also what was not for them is behind them
    }
  };
  /** One reading at a time for each topic; woken meanwhile, it reads once more. */
  const wake = (topic: string): void => {
    if (isOver || !topics.has(topic)) return;
    if (running.has(topic)) return void again.add(topic);
    const run = (async () => {
      do {
        again.delete(topic);
        await readOnce(topic).catch((error: Error) => {
          warn('a live page could not be read', told(error)); // listeners stay; the next wake, or the beat, tries again
        });
      } while (again.has(topic) && !isOver);
    })().finally(() => running.delete(topic));
    running.set(topic, run);
  };
  const timer = setInterval(() => {
    for (const [topic, listeners] of topics) {
      for (const { res } of listeners) res.write(':\n\n');
      wake(topic); // asks again who may listen, and heals a lost notification
    }
  }, beat);
  timer.unref();

  const take = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const say = (status: number) => void res.writeHead(status, { 'cache-control': 'no-store', ...(status === 503 ? { 'retry-after': '10' } : {}) }).end();
    if (isOver || req.method !== 'GET') return say(isOver ? 503 : 405);
    const entry = await enter(req);
    if (!entry) return say(404);
    const key = keyOf(entry.who);
    if (all >= most || (held.get(key) ?? 0) >= mostEach) return say(503);
    if (res.destroyed) return;
    ear ??= listening(channel, wake, { back: () => [...topics.keys()].forEach(wake) });
    res.writeHead(200, headers);
    res.write('retry: 3000\n\n');
    req.socket.setTimeout(0);
    const listener: Listener<Who> = { who: entry.who, at: entry.after, res, state: '' };
    (topics.get(entry.topic) ?? topics.set(entry.topic, new Set()).get(entry.topic)!).add(listener);
    all++;
    held.set(key, (held.get(key) ?? 0) + 1);
    res.once('close', () => drop(entry.topic, listener));
    await ear.ready().catch(() => {});
    wake(entry.topic);
  };
  const close = async () => {
    isOver = true;
    clearInterval(timer);
    for (const listeners of topics.values()) for (const { res } of listeners) res.end();
    topics.clear();
    await Promise.all(running.values());
    await ear?.stop();
  };
  return { take, close, count: () => all };
}
