/**
 * What a case may become, how pressing it is, and where it stands in the queue.
 *
 * The states: open, claimed (somebody is on it, for ten minutes at a time),
 * acting (something has been done and it is not over), closed. A machine may
 * raise a level and never lowers one; a person with a name lowers it and says
 * why. The four levels and the flags are those of the labelling guide; what
 * could not be assessed is its own level, looked at before what is low.
 */
export const levels = ['urgent', 'concern', 'unassessed', 'low', 'none'] as const;
export type Level = (typeof levels)[number];
/** Somebody may be in danger, or nothing could tell whether they are. */
export const pressing = ['urgent', 'concern', 'unassessed'] as const satisfies readonly Level[];
export const isLevel = (text: unknown): text is Level => levels.includes(text as Level);

/** The more pressing of the two. */
export const higher = (one: Level, other: Level): Level => (levels.indexOf(one) <= levels.indexOf(other) ? one : other);
export const isRaise = (from: Level, to: Level) => levels.indexOf(to) < levels.indexOf(from);
export const isLowering = (from: Level, to: Level) => levels.indexOf(to) > levels.indexOf(from);

export const signalKinds = ['report', 'triage', 'unanswered', 'unread', 'sample', 'held', 'jigsaw', 'appeal', 'adverse', 'worse', 'person', 'answer', 'drill', 'contact', 'told', 'asked'] as const;
export type SignalKind = (typeof signalKinds)[number];

/** In the order of need, not of time (W17). */
export const lanes = ['risk', 'unanswered', 'reported', 'held', 'shows', 'appeal', 'unread', 'adverse', 'told'] as const;
export type Lane = (typeof lanes)[number];
export const isLane = (text: unknown): text is Lane => lanes.includes(text as Lane);

/** Flags that want a moderator to read it as if somebody had told us, whatever the level. */
const telling = ['med_safety', 'medical_now', 'safeguarding', 'encourages_harm', 'misinformation', 'commercial', 'abuse'];

export type Sign = { kind: SignalKind; flags: readonly string[] };

/** Where a case stands, from how pressing it is and from everything that was said about it. What is at risk comes before anything else. */
export function laneOf(level: Level, signs: readonly Sign[]): Lane {
  const has = (...kinds: SignalKind[]) => signs.some(({ kind }) => kinds.includes(kind));
  const flagged = (...flags: string[]) => signs.some((sign) => sign.flags.some((flag) => flags.includes(flag)));
  if (level === 'urgent' || level === 'concern' || level === 'unassessed' || has('answer')) return 'risk';
  if (has('appeal')) return 'appeal';
  if (has('unanswered')) return 'unanswered';
  if (has('report', 'person', 'asked') || flagged(...telling)) return 'reported';
  if (has('held') || flagged('method_detail')) return 'held';
  if (has('jigsaw') || flagged('identity_leak')) return 'shows';
  if (has('adverse', 'worse')) return 'adverse';
  return has('told') && !has('triage', 'unread', 'sample') ? 'told' : 'unread';
}

/** One number that puts cases in order: the lane, then the level; age comes after it. */
export const weightOf = (lane: Lane, level: Level) => (lanes.indexOf(lane) + 1) * 10 + levels.indexOf(level);
/** The weights of one lane, from and to, both in it. */
export const weightsOf = (lane: Lane): readonly [number, number] => [(lanes.indexOf(lane) + 1) * 10, (lanes.indexOf(lane) + 1) * 10 + 9];

export const states = ['open', 'claimed', 'acting', 'closed'] as const;
export type State = (typeof states)[number];
export const moves = ['claim', 'release', 'lapse', 'act', 'hand', 'accept', 'decline', 'second', 'lower', 'signal', 'close', 'reopen'] as const;
export type Move = (typeof moves)[number];

/** What can be written down about a case. The words for each are in the room's words. */
export const dones = [
  'opened', 'signalled', 'raised', 'lowered', 'claimed', 'released', 'lapsed', 'handed', 'accepted', 'declined', 'secondAsked', 'seconded', 'acted', 'closed', 'reopened',
  'undone', 'pauseProposed', 'pauseConfirmed', 'pauseDeclined', 'pauseWithdrawn', 'pauseEnded', 'read', 'alone', 'rests', 'restsNoMore', 'friendsAway'
] as const;
export type DoneWord = (typeof dones)[number];
export const doneWord = (text: string): DoneWord | 'other' => (dones.includes(text as DoneWord) ? (text as DoneWord) : 'other');

/** Ten minutes; whoever is still on it begins them anew with whatever they do. */
export const leaseMinutes = 10;

/** The whole of it. What is not here cannot be done. */
const table: Record<State, Partial<Record<Move, State>>> = {
  open: { claim: 'claimed', accept: 'claimed', decline: 'open', signal: 'open' },
  claimed: {
    claim: 'claimed', release: 'open', lapse: 'open', act: 'acting', hand: 'claimed', accept: 'claimed', decline: 'claimed',
    second: 'claimed', lower: 'claimed', signal: 'claimed', close: 'closed'
  },
  acting: {
    claim: 'acting', release: 'open', lapse: 'open', act: 'acting', hand: 'acting', accept: 'acting', decline: 'acting',
    second: 'acting', lower: 'acting', signal: 'acting', close: 'closed'
  },
  closed: { reopen: 'open' }
};

/** Where a move leads; nothing when it cannot be made. */
export const after = (state: State, move: Move): State | undefined => table[state][move];

type Held = { state: State; claimedBy: string | null; claimedUntil: Date | null };
/** A lease that has run out is none, also before the clock has noticed. */
export const isHeld = ({ state, claimedBy, claimedUntil }: Held, now: Date) =>
  (state === 'claimed' || state === 'acting') && claimedBy !== null && claimedUntil !== null && claimedUntil > now;
export const stateAt = (held: Held, now: Date): State => (held.state === 'closed' || isHeld(held, now) ? held.state : 'open');

/** Moves only the one who holds a case may make. */
export const isHoldersOwn = (move: Move) => move === 'release' || move === 'act' || move === 'hand' || move === 'lower' || move === 'close';
