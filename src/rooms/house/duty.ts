/**
 * Duty: who is here now, who comes next, and by when somebody will answer.
 *
 * One truth: somebody who clocked in is here, until when they said. Only when
 * nobody has clocked in do the planned hours speak, and then they are called
 * planned. We never say that somebody is here when neither has anybody: an
 * empty rota promises nothing. Whoever asks about cases asks for those who
 * decide: a host who is here answers, and does not see what is at risk.
 */
import { after, dutyAt, onTheHalfHour, stretches, watches, withoutGone, type Stretch, type Watch } from '#house/duty-rules';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';

type Month = { rota: presence.Plan; from: number; watches: Watch[]; staffed: Stretch[]; timeZone: string };
/** Everybody who answers, or only those who decide cases as well. */
export type Who = 'everybody' | 'deciding';
const months: Partial<Record<Who, Month>> = {};
const hour = 3_600_000;

/** The watches of these weeks, worked out once an hour or when the rota changes. */
async function around(at: Date, who: Who): Promise<Month> {
  const plan = await presence.plan();
  const month = months[who];
  const age = at.getTime() - (month?.from ?? 0);
  // A moment up to two weeks back is inside what is written out, so old posts and new ones share it.
  if (month?.rota === plan && age < hour && age > -14 * 24 * hour) return month;
  const found = (who === 'deciding' ? plan.deciding : plan.rotas).flatMap((rota) => watches(rota, at)).sort((a, b) => a.from.getTime() - b.from.getTime());
  const made = { rota: plan, from: at.getTime(), watches: found, staffed: stretches(found), timeZone: plan.timeZone };
  if (Math.abs(at.getTime() - Date.now()) < hour) months[who] = made;
  return made;
}

export type Here = {
  here: { name: string; until: Date; /** By the plan only: nobody has clocked in. */ isPlanned: boolean }[];
  next: { names: string[]; from: Date } | undefined;
  timeZone: string;
};

/** Who is on duty, each until when; or who is next. */
export async function now(at = new Date(), who: Who = 'everybody'): Promise<Here> {
  const [{ watches: found, timeZone }, { present, gone }] = await Promise.all([around(at, who), presence.nowAnyway()]);
  const real = present.filter(({ from, until, decides }) => from <= at && until > at && (who === 'everybody' || decides));
  const planned = dutyAt(withoutGone(found, gone, at), at);
  const here = real.length
    ? real.map(({ name, until }) => ({ name, until, isPlanned: false }))
    : planned.here.map((one) => ({ ...one, isPlanned: true }));
  return { here, next: here.length ? undefined : planned.next, timeZone };
}

/** By when a host will answer something written at this moment, or those who decide will read it, on the half hour: what is said is what is kept. Nothing when the rota promises nothing. */
export async function promise(at = new Date(), who: Who = 'everybody'): Promise<{ by: Date; timeZone: string } | undefined> {
  const [{ staffed, timeZone }, { answerHours }] = await Promise.all([around(at, who), sayings.sayAnyway('en')]);
  const by = after(staffed, at, answerHours);
  return by && { by: onTheHalfHour(by, timeZone), timeZone };
}

/** Personas who can be woken now although they are not here. */
export async function onCall(at = new Date()): Promise<{ personaId: string; until: Date }[]> {
  const { onCall: rotas } = await presence.plan();
  const found = rotas.flatMap((rota) => watches(rota, at)).sort((a, b) => a.from.getTime() - b.from.getTime());
  return dutyAt(found, at).here.map(({ name, until }) => ({ personaId: name, until }));
}

/** The stretches in which somebody is planned to be here, around this moment. */
export async function staffedAround(at = new Date(), who: Who = 'everybody'): Promise<{ staffed: Stretch[]; timeZone: string }> {
  const { staffed, timeZone } = await around(at, who);
  return { staffed, timeZone };
}
