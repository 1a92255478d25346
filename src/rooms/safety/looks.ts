/**
 * By when a person looks: the truth, from the rota and from who is here.
 *
 * Said to the one who wrote, and beside every case. It counts those who decide
 * cases and nobody else: a host or a trainee does not see what is at risk.
 * Whoever clocked in is here; the plan alone is called a plan. When nobody is here it says so, and whether
 * somebody can be woken or when somebody comes; when nobody knows, it promises
 * nothing.
 */
import * as duty from '#house/duty';
import * as sayings from '#house/sayings';
import type { Level } from '#safety/case-rules';
import { lookBy } from '#safety/look-rules';
import type { Whole } from '#safety/queue';

export type Look = {
  isHere: boolean;
  /** By the plan only: nobody has said that they are here. */
  isPlanned: boolean;
  /** Nobody is here, and somebody can be woken. Only for what is urgent. */
  isOnCall: boolean;
  by: Date | undefined;
  /** Who comes next, when nobody is here. */
  from: Date | undefined;
  timeZone: string;
};

const minute = 60_000;

export async function promise(level: Level, at = new Date()): Promise<Look> {
  const [{ here, next, timeZone }, { staffed }, { urgentMinutes, onCallMinutes }] = await Promise.all([duty.now(at, 'deciding'), duty.staffedAround(at, 'deciding'), sayings.sayAnyway('en')]);
  const until = Math.max(0, ...here.map((one) => one.until.getTime()));
  const now = at.getTime();
  // Whoever is here counts, also where the plan has nobody; whoever went home early does not.
  const ahead = staffed.map((stretch) => ({ from: Math.max(stretch.from, until || next?.from.getTime() || stretch.from), to: stretch.to })).filter(({ from, to }) => from < to);
  const found = lookBy(level, until > now ? [{ from: now, to: until }, ...ahead] : ahead, at, urgentMinutes / 60);
  const isOnCall = !here.length && level === 'urgent' && (await duty.onCall(at)).length > 0;
  return {
    ...found, by: isOnCall ? new Date(now + onCallMinutes * minute) : found.by, isOnCall,
    isPlanned: here.length > 0 && here.every((one) => one.isPlanned), from: here.length ? undefined : next?.from, timeZone
  };
}

/**
 * The same for a case, as it was said: whoever told us was promised a time, or that none can be,
 * and reads no other. What is more pressing than that is looked at sooner still.
 */
export async function ofCase({ level, openedAt, signals }: Pick<Whole, 'level' | 'openedAt' | 'signals'>): Promise<Look> {
  const look = await promise(level, openedAt);
  const told = signals.flatMap(({ promisedBy }) => promisedBy ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
  if (!told && !signals.some(({ kind }) => kind === 'report')) return look; // nobody was told anything
  const isPressing = level !== 'low' && level !== 'none';
  return { ...look, by: isPressing && look.by && (!told || look.by < told) ? look.by : told };
}
