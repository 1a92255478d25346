/**
 * The steps of an urgent case, in the order that has helped others to stay calm.
 *
 * Pure. None of them is a gate: somebody may do the fourth first. What has to
 * be there before a record can be closed is: a second person, or why there is
 * none where nobody else may be on it, what was said, an outcome, and when somebody looks again,
 * one to three days later (safety guide §2.2 reply content, §2.3 after-care).
 */
export const steps = ['read', 'second', 'greeted', 'asked', 'offered', 'limits', 'answered', 'told', 'content', 'friends'] as const;
export type Step = (typeof steps)[number];
const worded = ['second', 'greeted', 'asked', 'offered', 'limits', 'friends'] as const;
/** The steps somebody says something in: there are words for them, to be bent. */
export const hasWords = (step: Step): step is (typeof worded)[number] => (worded as readonly Step[]).includes(step);
export const isStep = (text: unknown): text is Step => steps.includes(text as Step);

export const outcomes = ['safeNow', 'withOthers', 'inCare', 'emergency', 'noAnswer', 'notUrgent', 'died'] as const;
export type Outcome = (typeof outcomes)[number];
export const isOutcome = (text: unknown): text is Outcome => outcomes.includes(text as Outcome);
export const contents = ['live', 'held', 'folded', 'hidden'] as const;

/** When somebody looks again, in hours: not sooner, not later. */
export const followUpHours = { least: 24, most: 72 } as const;
/** A talk with somebody about it, within so many hours of the end. */
export const debriefHours = 24;
export const longest = 2000;

const hour = 3_600_000;
/** Three moments to choose from: a day, two, three. */
export const followUpTimes = (ended: Date) => [24, 48, 72].map((hours) => new Date(ended.getTime() + hours * hour));
export const isFollowUp = (at: Date, ended: Date) => {
  const hours = (at.getTime() - ended.getTime()) / hour;
  return hours >= followUpHours.least - 0.1 && hours <= followUpHours.most + 0.1;
};

export type Draft = { said: string; outcome: string; /** Or why there is none. */ hasSecond: boolean; followUpAt: Date | undefined };
/** What is still missing before it can be closed, as the name of a field. */
export function missing({ said, outcome, hasSecond, followUpAt }: Draft, ended: Date): string[] {
  if (outcome === 'notUrgent') return []; // a person looked, and said so
  return [
    ...(hasSecond ? [] : ['second']), ...(said.trim() ? [] : ['said']), ...(isOutcome(outcome) ? [] : ['outcome']),
    ...(outcome === 'died' || (followUpAt && isFollowUp(followUpAt, ended)) ? [] : ['followUp'])
  ];
}
