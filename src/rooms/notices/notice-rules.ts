/** What can be told, whether it waits, and where it leads. */
import { addressOf } from '#forum/page-rules';
import { daysAway, wall } from '#house/duty-rules';

/** About something one is on the way to, or was asked about. */
const meeting = ['meet.off', 'meet.held', 'meet.shown', 'meet.away', 'meet.place', 'meet.given', 'meet.declined', 'meet.unsure', 'meet.soon', 'meet.late', 'meet.arrived', 'meet.home', 'meet.made', 'meet.ended', 'meet.words', 'meet.aside', 'meet.asked', 'meet.closed', 'meet.open', 'meet.door', 'meet.invited', 'meet.cohost', 'meet.thanks'] as const;
/** These can wait for a better day. */
const patient: readonly string[] = ['meet.words', 'meet.aside', 'meet.asked', 'meet.invited', 'meet.cohost', 'meet.thanks'];
/** About a circle somebody sits in, or waits for. */
const inCircles = ['circle.seat', 'circle.ends', 'circle.goesOn', 'circle.moved', 'circle.missed', 'circle.words', 'circle.unheld', 'circle.held', 'circle.holdEnded', 'circle.alumni'] as const;
/** About a place somebody belongs to. */
const inPlaces = ['place.ends', 'place.goesOn'] as const;
export const kinds = [...meeting, ...inCircles, ...inPlaces, 'circle.needsHosts', 'hours', 'reply', 'followed', 'begun.person', 'begun.board', 'begun.tag', 'reactions', 'helped', 'spareKey', 'recovery', 'recovered', 'reminder', 'report', 'decision', 'role', 'urgent', 'waits', 'handed', 'second', 'glass', 'glassAsked', 'glassAlone', 'enough', 'died', 'message', 'messageClimbed', 'cheer', 'notToday', 'tie', 'restored', 'leaves'] as const;
export type Kind = (typeof kinds)[number];

/** About the account or from a moderator: told on any day, whatever somebody wants to hear of. */
export const essential: readonly Kind[] = [...meeting.filter((kind) => !patient.includes(kind)), 'circle.moved', 'circle.unheld', 'circle.held', 'circle.holdEnded', 'spareKey', 'reminder', 'recovery', 'recovered', 'decision', 'urgent', 'waits', 'handed', 'second', 'glass', 'glassAsked', 'glassAlone', 'enough', 'died', 'message', 'messageClimbed', 'tie', 'restored', 'leaves'];
/** Somebody at the desk is needed. They read alike whatever they are about, so one line stands for several, and the newest leads. */
export const pressing: readonly Kind[] = ['urgent', 'waits', 'handed', 'second', 'glassAsked', 'glassAlone'];
/** Several of these about the same thing say and lead to the same: whoever opens one has read them all. */
export const openedTogether: readonly Kind[] = ['reply', 'followed', 'enough', 'hours', ...pressing];
export const inThread: readonly Kind[] = ['reply', 'followed', 'begun.person', 'begun.board', 'begun.tag', 'reactions', 'helped'];
export const hasWords = (kind: Kind) => kind === 'report';

type Leading = { kind: Kind; subject: string; data: { number?: number } };

/** Where a notice leads; nothing when it is read on its own page. */
export function pathOf({ kind, subject, data }: Leading): string | undefined {
  if (hasWords(kind)) return undefined;
  if (kind === 'decision') return `/appeals/${subject}`;
  if (kind === 'glass') return '/settings/opened';
  if (kind === 'glassAsked' || kind === 'glassAlone') return `/desk/mod/glass/${subject}`;
  if (kind === 'waits') return '/desk/mod?lane=risk';
  if (kind === 'enough') return subject === 'lead' ? '/desk/mod/care#team' : '/desk/mod/rota'; // the counts are for leads alone
  if (kind === 'died') return '/desk/mod/after';
  if (kind === 'urgent' || kind === 'handed' || kind === 'second') return `/desk/mod/urgent/${subject}`;
  if (kind === 'circle.words') return `/talk/c/${subject}/live#asides`;
  if (kind === 'hours') return '/desk/mod/rota';
  if (kind === 'circle.needsHosts') return '/desk/admin/circles';
  if ((inCircles as readonly string[]).includes(kind)) return `/talk/c/${subject}`;
  if (kind === 'place.ends') return `/meet/${subject}/later`;
  if (kind === 'place.goesOn') return `/meet/${subject}`;
  if (kind === 'reminder') return '/space';
  if (kind === 'cheer') return '/space/goals';
  if (kind === 'notToday') return `/me/${subject}`;
  if (kind === 'message' || kind === 'messageClimbed') return `/space/care/messages/${subject}`;
  if (kind === 'restored') return '/settings';
  if (kind === 'leaves') return '/desk/admin/roles';
  if (kind === 'tie') return '/space/care';
  if (kind === 'spareKey' || kind === 'recovered') return '/settings/devices';
  if (kind === 'recovery') return '/settings/keys';
  if (kind === 'role') return subject === 'steward' ? '/desk/admin' : subject === 'trainee' ? '/desk/mod/training' : '/desk/mod';
  if (kind === 'meet.held') return '/meet'; // there is no page of it for now
  if (kind === 'meet.aside') return `/meet/g/${subject}/room#asides`;
  if (kind === 'meet.door') return `/meet/g/${subject}/host`;
  if (['meet.words', 'meet.asked', 'meet.made', 'meet.ended', 'meet.closed', 'meet.open'].includes(kind)) return `/meet/g/${subject}/before`;
  if (kind.startsWith('meet.')) return `/meet/g/${subject}`;
  return addressOf(subject, data.number ?? 1);
}

type Asking = { session: { day: string | null }; pausedAt: Date | null; looks: { calm: boolean } };

/** Why notices wait for this member just now. Decided when somebody looks, so that nothing has to be caught up. */
export const heldBy = (member: Asking, quietAt: Date | null): 'day' | 'pause' | 'quiet' | undefined =>
  member.pausedAt ? 'pause' : member.session.day === 'bad' ? 'day' : quietAt || member.looks.calm ? 'quiet' : undefined;

/** Reactions of different kinds are told as one. */
export const kindOfAll = (given: readonly string[]) => (new Set(given).size === 1 ? given[0]! : 'mixed');

export type Day<Told> = { date: string; away: number; notices: Told[] };

/** Notices under the day they were told, by the clock of the place. They come newest first and stay so. */
export function daysOf<Told extends { at: Date }>(notices: readonly Told[], now: Date, timeZone: string): Day<Told>[] {
  const days: Day<Told>[] = [];
  for (const notice of notices) {
    const date = new Date(wall(notice.at.getTime(), timeZone)).toISOString().slice(0, 10);
    if (days.at(-1)?.date !== date) days.push({ date, away: daysAway(notice.at, now, timeZone), notices: [] });
    days.at(-1)!.notices.push(notice);
  }
  return days;
}
