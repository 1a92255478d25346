/** What may be told about a post or a person, in the order of the list, and how soon somebody looks. */

export const reasons = ['danger', 'unkind', 'shows', 'harm', 'selling', 'other'] as const;
export type Reason = (typeof reasons)[number];
export const isReason = (text: unknown): text is Reason => reasons.includes(text as Reason);

/** How soon a person looks: at once when somebody may be in danger, else within a day (safety guide §2.2). */
export const levelOf = (reason: Reason): 'urgent' | 'low' => (reason === 'danger' ? 'urgent' : 'low');

/** The longest words of a report, an answer, or a message to an author. */
export const longestWords = 2000;
/** How many ways we treat each other an operator may have written down. */
export const isRule = (rule: number, ways: number) => Number.isInteger(rule) && rule >= 1 && rule <= ways;
