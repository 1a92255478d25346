/**
 * Who may break the glass before the vault, and when (safety guide §2.3).
 *
 * Pure. Two different people: one answers for what is clinical, the other for
 * safeguarding, and neither stands in for both. Out of hours one of them may
 * open it alone; then another looks at it within twelve hours. It is open for
 * sixty minutes. Somebody who had no part in it reviews it within five working
 * days. Nothing but the named fields is ever shown.
 */
export const reasons = ['dangerSelf', 'dangerOther', 'child', 'adultAtRisk'] as const;
export type Reason = (typeof reasons)[number];
export const consents = ['asked', 'cannot', 'unsafe'] as const;
export const recipients = ['emergency', 'police', 'childWelfare', 'adultCare', 'doctor', 'contact', 'nobody'] as const;
export const findings = ['right', 'partly', 'wrong'] as const;

export const states = ['asked', 'refused', 'withdrawn', 'lapsed', 'open', 'over'] as const;
export type State = (typeof states)[number];
export type Move = 'agree' | 'alone' | 'refuse' | 'withdraw' | 'lapse' | 'see' | 'end';
const table: Record<State, Partial<Record<Move, State>>> = {
  asked: { agree: 'open', alone: 'open', refuse: 'refused', withdraw: 'withdrawn', lapse: 'lapsed' },
  open: { see: 'open', end: 'over' },
  refused: {}, withdrawn: {}, lapsed: {}, over: {}
};
export const after = (state: State, move: Move): State | undefined => table[state][move];

export const openMinutes = 60;
/** What nobody has answered for so long was not urgent any more. */
export const lapseHours = 12;
export const secondHours = 12;
/** So long before that is over, the leads who have not looked are written to once more. */
export const remindHours = 6;
/** So long after it was opened, somebody is reminded that the member has not been told. */
export const tellHours = 24;
export const reviewDays = 5;

type Person = { id: string; roles: readonly string[] };
const is = (person: Person, role: string) => person.roles.includes(role);
export const mayAsk = (person: Person) => is(person, 'clinicalLead') || is(person, 'safeguardingLead');

/** Two people, and one of each kind between them. */
export const mayAgree = (asker: Person, other: Person) =>
  asker.id !== other.id &&
  ((is(asker, 'clinicalLead') && is(other, 'safeguardingLead')) || (is(asker, 'safeguardingLead') && is(other, 'clinicalLead')));

/** Out of hours: nobody is here who may agree. */
export const mayOpenAlone = (asker: Person, who: Person, isOutOfHours: boolean) => asker.id === who.id && mayAsk(who) && isOutOfHours;

/** Only the two who opened it, and only while it is open. */
export type Opened = { state: State; askedBy: string | null; agreedBy: string | null; until: Date | null };
export const maySee = ({ state, askedBy, agreedBy, until }: Opened, memberId: string, now: Date) =>
  state === 'open' && until !== null && until > now && (memberId === askedBy || memberId === agreedBy);

/** A review is independent: by a lead or a steward who neither asked, agreed, nor gave the second look. */
export const mayReview = (who: Person, part: readonly (string | null)[]) =>
  (mayAsk(who) || is(who, 'steward')) && !part.includes(who.id);

const day = 86_400_000;
/** So many working days later, Monday to Friday. Public holidays are left to people. */
export function workingDaysLater(from: Date, days: number): Date {
  let at = from.getTime();
  for (let left = days; left > 0;) {
    at += day;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return new Date(at);
}
