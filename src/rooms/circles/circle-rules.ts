/** What a circle is, in numbers and kinds. */

/** Open-ended; a course or a support group of some weeks; what is left of one, without dates. */
export const kinds = ['circle', 'course', 'support'] as const;
export type Kind = (typeof kinds)[number] | 'alumni' | Gathered;
/** The text room of a gathering: everybody speaks, or those who hold it do. Neither is a circle somebody can find. */
export type Gathered = 'table' | 'talk';
export const isGathered = (kind: Kind): kind is Gathered => kind === 'table' || kind === 'talk';
/** Where a room is found. */
export const roomPath = ({ kind, code }: { kind: Kind; code: string }) => (isGathered(kind) ? `/meet/g/${code}/room` : `/talk/c/${code}/live`);
export const isKind = (text: string): text is (typeof kinds)[number] => (kinds as readonly string[]).includes(text);
/** The same people all the way through. */
export const isCohort = (kind: Kind) => kind === 'course' || kind === 'support';

export type Role = 'member' | 'host' | 'helper';

/** Seats: as many as sat round a table in the cafés the sources describe, and those who hold it. */
export const seats = { least: 3, most: 12, usual: 9 } as const;
/** Two hold a circle, so that one can see to one person while the other is with the group. [MOD-12] */
export const enoughHosts = 2;
export const mostHosts = 3;
/** Those who hold it may say yes to more, up to so many: where somebody is away, or may not write for a while, nobody has to give up their place for that, or is said to be. */
export const mostAsked = 5;
/** After so many sessions a cohort takes nobody new: the people stay the same. */
export const lateFrom = 2;

/** So long somebody who was told of a seat may think about it before the next in line hears of it too. Days. */
export const turnDays = 2;

export const longest = { name: 60, about: 600, agreement: 600, plan: 2000, between: 1000, line: 1000, aside: 1000, wish: 500, cheer: 300 } as const;
export const minutes = [30, 45, 60, 75, 90] as const;
export const slows = [0, 10, 30, 60] as const;
export const calls = ['text', 'video', 'phone'] as const;
export type Call = (typeof calls)[number];

/** Nobody who holds it comes, so no date of it is a promise. The room of a gathering has its hosts from there. */
export const isUnheld = ({ kind, hosts, endedAt }: { kind: Kind; hosts: number; endedAt: Date | null }) => hosts === 0 && endedAt === null && !isGathered(kind);

/** Whether somebody may take a seat now, and if not why. */
export type Door = 'open' | 'mine' | 'hostless' | 'full' | 'late' | 'ended' | 'elsewhere';
export function doorOf({ kind, isMine, taken, most, hosts, met, isEnded, isFromMine }: { kind: Kind; isMine: boolean; taken: number; most: number; hosts: number; met: number; isEnded: boolean; isFromMine: boolean }): Door {
  if (isMine) return 'mine';
  if (isEnded) return 'ended';
  if (!isFromMine) return 'elsewhere';
  if (kind !== 'alumni' && hosts < enoughHosts) return 'hostless';
  if (isCohort(kind) && met >= lateFrom) return 'late';
  return taken >= most ? 'full' : 'open';
}
