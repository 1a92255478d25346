/**
 * The desk in a replayed month: who is on duty, what is urgent, who takes it.
 *
 * Pure. It decides with the house's own rules: what is enough for one person
 * (`team/care-rules`), who is told when nobody comes (`safety/escalation-rules`),
 * how long a day is (`house/clocking-rules`). What happens is chance with a seed.
 */
import { breakMinutes, longestHours } from '#house/clocking-rules';
import { watches, type Rota } from '#house/duty-rules';
import { due, type Step } from '#safety/escalation-rules';
import { caps, enough, isOffered, type Load } from '#team/care-rules';
import type { Chance } from './month-chance.ts';
import { day, hour, minute } from './month-people.ts';

export type Span = { from: number; to: number };
export type Clocked = Span & { person: string; breaks: Span[]; isWoken: boolean };
export type Heavy = {
  /** Which thread it is about, by its place in the month. */
  thread: number; level: 'urgent' | 'concern'; at: number; owner: string; second: string; takenAt: number; endedAt: number; outcome: string; followUpAt: number;
  told: { step: Step; at: number }[];
};
export type Desk = { clocked: Clocked[]; heavy: Heavy[] };
/** What may become a case: a thread by somebody, at some time. */
export type Written = { thread: number; at: number };

const times = { urgent: 15, onCall: 30, lead: 10 };
const share = { urgent: 0.03, concern: 0.06 };
const outcomes: Record<string, number> = { safeNow: 5, withOthers: 3, inCare: 3, emergency: 1, noAnswer: 1, notUrgent: 3 };
/** An hour of work has a quarter of an hour off at its end. */
const stretch = (60 - breakMinutes) * minute;

/** A watch as it is really sat: four hours a day at most, with its breaks. */
function sat(person: string, from: number, to: number, isWoken = false): Clocked {
  const end = Math.min(to, from + longestHours * hour);
  const breaks: Span[] = [];
  for (let at = from + stretch; at + breakMinutes * minute < end; at += stretch + breakMinutes * minute) breaks.push({ from: at, to: at + breakMinutes * minute });
  return { person, from, to: end, breaks, isWoken };
}

const overlap = (span: Span, from: number, to: number) => Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));

/** What somebody carries at a moment, as the house would count it. */
export function loadAt({ clocked, heavy }: Desk, person: string, at: number): Load {
  const mine = clocked.filter((one) => one.person === person);
  const now = mine.find(({ from, to }) => from <= at && to > at);
  const minutes = mine.reduce((sum, one) => sum + overlap(one, at - day, at) - one.breaks.reduce((off, each) => off + overlap(each, at - day, at), 0), 0) / minute;
  const lastBreak = Math.max(now?.from ?? at, ...(now?.breaks ?? []).filter(({ to }) => to <= at).map(({ to }) => to));
  const carried = heavy.filter(({ owner, takenAt }) => owner === person && takenAt > at - day && takenAt <= at);
  return {
    urgentInShift: carried.filter(({ level, takenAt }) => level === 'urgent' && takenAt >= (now?.from ?? at - 4 * hour)).length,
    heavyToday: carried.length, minutesToday: minutes, minutesSinceBreak: (at - lastBreak) / minute, isOnBreak: (now?.breaks ?? []).some(({ from, to }) => from <= at && to > at)
  };
}

const isBusy = ({ heavy }: Desk, person: string, at: number) => heavy.some(({ owner, takenAt, endedAt }) => owner === person && takenAt <= at && endedAt > at);

/** The whole month at the desk. The same chance, the same month. `team`: everybody who decides cases. */
export function deskOf(written: readonly Written[], team: readonly string[], rota: Rota, begins: number, days: number, chance: Chance): Desk {
  const desk: Desk = { clocked: [], heavy: [] };
  for (let date = begins; date < begins + days * day; date += day) {
    for (const watch of watches(rota, new Date(date)).filter(({ from }) => from.getTime() >= date && from.getTime() < date + day)) {
      for (const person of watch.names.filter((name) => team.includes(name))) {
        const from = watch.from.getTime();
        const before = desk.clocked.filter((one) => one.person === person).reduce((sum, one) => sum + overlap(one, from - day, from), 0);
        const left = longestHours * hour - before;
        if (left >= 30 * minute) desk.clocked.push(sat(person, from, Math.min(watch.to.getTime(), from + left)));
      }
    }
  }
  for (const { thread, at } of [...written].sort((a, b) => a.at - b.at)) {
    const luck = chance.next();
    const level = luck < share.urgent ? 'urgent' : luck < share.urgent + share.concern ? 'concern' : undefined;
    if (level) desk.heavy.push(takenUp(desk, team, thread, level, at + minute, chance));
  }
  return desk;
}

/** Somebody who is here and has not had enough takes it; else somebody on call is woken; the tired one only when there is truly nobody. */
function takenUp(desk: Desk, team: readonly string[], thread: number, level: Heavy['level'], at: number, chance: Chance): Heavy {
  for (let waited = 0; ; waited++) {
    const now = at + waited * minute;
    const here = team.filter((person) => desk.clocked.some((one) => one.person === person && one.from <= now && one.to > now + 15 * minute));
    // Fresh now, and still when they have come.
    const isFresh = (person: string) => !isBusy(desk, person, now) && [now, now + 12 * minute].every((then) => isOffered(level, { ...loadAt(desk, person, then), isOnBreak: loadAt(desk, person, now).isOnBreak }, true));
    const onDuty = here.filter(isFresh);
    const onCall = team.filter((person) => !here.includes(person) && isFresh(person) && hasTime(desk, person, now));
    const lastOnes = onDuty.length || onCall.length || waited < times.onCall ? [] : team.filter((person) => !isBusy(desk, person, now) && isAble(desk, person, now));
    const needed = due({ minutes: waited, isOnIt: false, hasDuty: here.length > 0, hasOnCall: onCall.length > 0, hasLead: false }, times);
    const isWoken = onDuty.length === 0 && ((needed.includes('onCall') && onCall.length > 0) || lastOnes.length > 0);
    if (!onDuty.length && !isWoken && waited < 24 * 60) continue;
    const able = onDuty.length ? onDuty : onCall.length ? onCall : lastOnes;
    if (!able.length) throw new Error('nobody was left to take a case'); // a rota that cannot carry this is not a rota
    const owner = [...able].sort((a, b) => loadAt(desk, a, now).heavyToday - loadAt(desk, b, now).heavyToday || a.localeCompare(b))[0]!;
    const takenAt = now + (isWoken ? Math.round(chance.between(3, 12)) : Math.round(chance.between(1, 6))) * minute;
    const endedAt = takenAt + Math.round(chance.between(15, 40)) * minute;
    if (isWoken) wake(desk, owner, takenAt - minute, endedAt + minute);
    const told = due({ minutes: (takenAt - at) / minute, isOnIt: false, hasDuty: here.length > 0, hasOnCall: onCall.length > 0, hasLead: false }, times)
      .map((step) => ({ step, at: Math.min(takenAt, at + (step === 'duty' || !here.length ? 0 : step === 'onCall' ? times.urgent : times.onCall) * minute) }));
    const second = chance.pick(team.filter((person) => person !== owner));
    return { thread, level, at, owner, second, takenAt, endedAt, outcome: chance.weighted(Object.keys(outcomes), (one) => outcomes[one]!)!, followUpAt: endedAt + chance.pick([24, 48, 72]) * hour, told };
  }
}

/** Whether an hour more would still be within the day. */
const hasTime = (desk: Desk, person: string, at: number) => loadAt(desk, person, at).minutesToday <= caps.urgentMinutes - 60;

/** How long somebody has been with urgent cases in a day. */
const urgentMinutes = ({ heavy }: Desk, person: string, at: number) =>
  heavy.filter(({ owner, level }) => owner === person && level === 'urgent').reduce((sum, { takenAt, endedAt }) => sum + overlap({ from: takenAt, to: endedAt }, at - day, at), 0) / minute;

/**
 * When nobody fresh is left, after half an hour: whoever is still within the day, three urgent cases and two hours with them.
 * The house offers it to them, too, because there is nobody else (`isOffered`).
 */
function isAble(desk: Desk, person: string, at: number): boolean {
  const load = loadAt(desk, person, at);
  return load.minutesToday <= caps.dayMinutes - 60 && load.urgentInShift < caps.urgentInShift && load.heavyToday < caps.heavyInDay && urgentMinutes(desk, person, at) <= caps.urgentMinutes - 45;
}

/** Whoever was woken is here so much less at what was planned for them within a day. */
function wake(desk: Desk, person: string, from: number, to: number): void {
  desk.clocked.push(sat(person, from, to, true));
  let owed = to - from;
  for (const one of desk.clocked.filter((other) => other.person === person && !other.isWoken && other.from > from && other.from < to + day)) {
    const less = Math.min(owed, one.to - one.from - minute);
    Object.assign(one, sat(person, one.from, one.to - less));
    owed -= less;
    if (owed <= 0) return;
  }
}

export type Care = { urgent: number; concern: number; withoutOwner: number; withoutTime: number; withoutOutcome: number; aboveCap: string[]; longestWait: number; mostMinutes: number; mostHeavy: number };

/** Whether anybody was above what is enough when something heavy came to them, and whether any urgent case was left. */
export function careOf(desk: Desk): Care {
  const urgent = desk.heavy.filter(({ level }) => level === 'urgent');
  const before = (one: Heavy): Desk => ({ ...desk, heavy: desk.heavy.filter((other) => other !== one && other.takenAt <= one.takenAt) });
  const people = [...new Set(desk.clocked.map(({ person }) => person))];
  return {
    urgent: urgent.length, concern: desk.heavy.length - urgent.length,
    withoutOwner: urgent.filter(({ owner }) => !owner).length, withoutTime: urgent.filter(({ at, takenAt, endedAt }) => !(takenAt >= at && endedAt > takenAt)).length, withoutOutcome: urgent.filter(({ outcome }) => !outcome).length,
    aboveCap: desk.heavy.flatMap((one) => {
      const load = loadAt(before(one), one.owner, one.takenAt);
      const why = enough({ ...load, isOnBreak: false });
      if (urgentMinutes(before(one), one.owner, one.takenAt) > caps.urgentMinutes) return [`${one.owner}: two hours`];
      // Whoever took it a few minutes before a break was due finishes first; the two hours are counted as they were spent.
      return why && why !== 'breakDue' && why !== 'urgentTime' && !(one.level === 'concern' && why === 'urgent') ? [`${one.owner}: ${why}`] : [];
    }),
    longestWait: Math.max(0, ...urgent.map(({ at, takenAt }) => (takenAt - at) / minute)),
    mostMinutes: Math.max(0, ...people.flatMap((person) => desk.clocked.filter((one) => one.person === person).map(({ to }) => loadAt(desk, person, to).minutesToday))),
    mostHeavy: Math.max(0, ...desk.heavy.map(({ owner, takenAt }) => loadAt(desk, owner, takenAt).heavyToday))
  };
}
