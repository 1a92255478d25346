/**
 * By when a person looks: the truth, from the rota and from who is here.
 *
 * Said to the one who wrote, and beside every case. When nobody is here it says
 * so, and when somebody comes; when nobody knows, it promises nothing.
 */
import * as duty from '#house/duty';
import type { Level } from '#safety/case-rules';
import { lookBy } from '#safety/look-rules';

export type Look = { isHere: boolean; by: Date | undefined; /** Who comes next, when nobody is here. */ from: Date | undefined; timeZone: string };

export async function promise(level: Level, at = new Date()): Promise<Look> {
  const [{ here, next, timeZone }, { staffed }] = await Promise.all([duty.now(at), duty.staffedAround(at)]);
  const until = Math.max(0, ...here.map((one) => one.until.getTime()));
  const now = at.getTime();
  // Whoever is here counts, also where the plan has nobody; whoever went home early does not.
  const ahead = staffed.map((stretch) => ({ from: Math.max(stretch.from, until || next?.from.getTime() || stretch.from), to: stretch.to })).filter(({ from, to }) => from < to);
  const found = lookBy(level, until > now ? [{ from: now, to: until }, ...ahead] : ahead, at);
  return { ...found, from: here.length ? undefined : next?.from, timeZone };
}
