/**
 * Who holds a token, known for as long as nothing about them changes.
 *
 * Almost every page asks first who is asking, and the answer is the same as a
 * moment ago. It is kept until the session is to be noted as in use again (a
 * minute at the most), and only while the database's word of changes reaches us
 * for certain: of a session that ended, a pause, a name, a look. Without that
 * word each page asks. Whoever sends something is asked for anew, and forgotten
 * when it is done, so that their next page shows what they did. Members alone
 * are kept, and not who has a role here, or is paused, on a break or leaving.
 */
import { randomUUID } from 'node:crypto';
import { apart, sql } from '#db';
import { listening } from '#platform/ear';
import type { Whoever } from '#members/sessions';

type Holder = { whoever: Whoever; until: number };

/** More than are at their pages in one minute; beyond it, all are asked for once more. */
const most = 5_000;
const holders = new Map<string, Holder>();
/** How often somebody was forgotten: whoever was read before that may be out of date. */
let turns = 0;

/** Milliseconds between two calls into the channel, and how long after the last one that came back we still know that nothing is lost. */
const beat = 5_000;
const patience = 12_000;
const mine = `echo ${randomUUID()} `;
let sureAt = -Infinity;
const isSure = () => performance.now() - sureAt < patience;

/** From here on what is known is kept. The process that serves pages says so once; ends with what it returns. */
export function listen(): { stop: () => Promise<void> } {
  const own = listening('members', heard, { away: forgetAll, back: call });
  void own.ready().then(call, () => {});
  const timer = setInterval(() => {
    if (sureAt > 0 && !isSure()) own.renew();
    call();
  }, beat);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await own.stop();
      forgetAll();
    }
  };
}

/** Through the pool, as every change comes: what is heard of it proves the whole way, also past a broken line or something between us and the database that lets no word through. */
function call(): void {
  apart(() => sql`select pg_notify('members', ${mine + performance.now()})`).catch(() => {}); // without an answer each page asks
}

function heard(word: string): void {
  if (word.startsWith(mine)) sureAt = Math.max(sureAt, Number(word.slice(mine.length)));
  else if (!word.startsWith('echo ')) changed(word);
}

/** Who holds it, if that is known. */
export function known(token: string): Whoever | undefined {
  const found = holders.get(token);
  if (!found) return undefined;
  if (isSure() && performance.now() < found.until) return found.whoever;
  holders.delete(token);
  return undefined;
}

/** What `read` found is kept for as long as it says (milliseconds), unless somebody changed meanwhile, or word of it could have been missed since it was begun. */
export async function keep(token: string, read: () => Promise<{ whoever: Whoever; holdsFor: number }>): Promise<Whoever> {
  const [turn, begun, wasSure] = [turns, performance.now(), isSure()];
  const { whoever, holdsFor } = await read();
  if (!wasSure || turn !== turns || holdsFor <= 0 || !isPlain(whoever)) return whoever;
  if (holders.size >= most) holders.clear();
  holders.set(token, { whoever: still(whoever), until: begun + holdsFor });
  return whoever;
}

/** Whoever may do more here than others is asked for each time: what they may do ends with the next thing they do. So is whoever is paused, on a break or leaving: that ends as soon. */
const isPlain = ({ member }: Whoever) => member?.roles.length === 0 && !member.suspendedUntil && !member.pausedAt && !member.leavingAt && !member.recoveryAt;

/** Whoever holds it is asked for anew. */
export function forget(token: string): void {
  turns++;
  holders.delete(token);
}

/** A member, or their name and picture in the forum: each of their devices. */
function changed(id: string): void {
  turns++;
  for (const [token, { whoever: { member } }] of holders) if (id === member?.id || id === member?.personaId) holders.delete(token);
}

function forgetAll(): void {
  turns++;
  sureAt = -Infinity;
  holders.clear();
}

/** Many pages are shown the same one: none may change it. */
function still<Thing extends object>(thing: Thing): Thing {
  for (const part of Object.values(thing)) if (part && typeof part === 'object' && !(part instanceof Date)) still(part);
  return Object.freeze(thing);
}
