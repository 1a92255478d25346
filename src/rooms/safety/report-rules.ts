/** What may be told about a post, in the order of the list, and what a moderator may do about it now. */

export const reasons = ['danger', 'unkind', 'shows', 'harm', 'selling', 'other'] as const;
export type Reason = (typeof reasons)[number];
export const isReason = (text: unknown): text is Reason => reasons.includes(text as Reason);

/** Somebody may be in danger comes before everything else, whenever it was said. */
export const weight = (given: readonly Reason[]) => Math.min(...given.map((reason) => reasons.indexOf(reason)), reasons.length);
/** How soon a person looks: at once when somebody may be in danger, else within a day (safety guide §2.2). */
export const levelOf = (reason: Reason): 'urgent' | 'low' => (reason === 'danger' ? 'urgent' : 'low');
export const isUrgent = (given: readonly Reason[]) => given.includes('danger');

export const outcomes = ['nothing', 'spoke', 'hid'] as const;
export type Outcome = (typeof outcomes)[number];
export const isOutcome = (text: unknown): text is Outcome => outcomes.includes(text as Outcome);

/** The longest words of a report, an answer, or a message to an author. */
export const longestWords = 2000;
/** How many ways we treat each other an operator may have written down. */
export const isRule = (rule: number, ways: number) => Number.isInteger(rule) && rule >= 1 && rule <= ways;
