/** What may be told about a post or a person, in the order of the list, and how soon somebody looks. */

export const reasons = ['danger', 'child', 'unkind', 'shows', 'harm', 'selling', 'other'] as const;
export type Reason = (typeof reasons)[number];
export const isReason = (text: unknown): text is Reason => reasons.includes(text as Reason);

/** How soon a person looks: at once when somebody may be in danger, a child above all, else within a day (safety guide §2.2, §5). */
export const levelOf = (reason: Reason): 'urgent' | 'low' => (reason === 'danger' || reason === 'child' ? 'urgent' : 'low');

/** What it is when it is told again: nothing makes it less pressing, and what concerns a child stays that. */
export const toldAgain = (before: Reason, now: Reason): Reason => (before === 'child' || (before === 'danger' && now !== 'child') ? before : now);

/** The longest words of a report, an answer, or a message to an author. */
export const longestWords = 2000;
/** How many ways we treat each other an operator may have written down. */
export const isRule = (rule: number, ways: number) => Number.isInteger(rule) && rule >= 1 && rule <= ways;

/** Where what concerns a child is reported, by country (safety guide §5; addresses read 2026-11-22). */
export const childReports = [
  { country: 'GB', ways: [{ name: 'report.iwf.org.uk', href: 'https://report.iwf.org.uk' }, { name: 'ceop.police.uk', href: 'https://www.ceop.police.uk' }] },
  { country: 'NO', ways: [{ name: 'politiet.no', href: 'https://www.politiet.no/tjenester/tips-politiet/seksuell-utnyttelse-av-barn-pa-internett/' }] },
  { country: 'other', ways: [{ name: 'inhope.org', href: 'https://www.inhope.org' }] }
] as const;
