/**
 * What can go wrong, and how it is judged. The types are those of the safety
 * guide (§5): what members of other communities reported most was moderation
 * itself, being left out, and being pulled down by others (Easton 2017).
 */
export const types = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11', 'A12', 'A13', 'A14', 'A15', 'A16', 'A17'] as const;
export type Type = (typeof types)[number];
export const isType = (text: unknown): text is Type => types.includes(text as Type);

/** 0: could have, and did not. 1: passing. 2: lasted, or needed somebody. 3: serious. 4: a life in danger, or lost. */
export const severities = [0, 1, 2, 3, 4] as const;
export type Severity = (typeof severities)[number];
export const isSeverity = (value: number): value is Severity => (severities as readonly number[]).includes(value);

export const relations = ['no', 'perhaps', 'probably', 'surely'] as const;
export type Related = (typeof relations)[number];
export const isRelated = (text: unknown): text is Related => relations.includes(text as Related);

export const preventables = ['no', 'perhaps', 'yes'] as const;
export type Preventable = (typeof preventables)[number];
export const isPreventable = (text: unknown): text is Preventable => preventables.includes(text as Preventable);

/** What a member may say it is about, in their words; a person chooses the type afterwards. */
export const topics = ['read', 'person', 'answered', 'moderated', 'shown', 'advice', 'medicine', 'meeting', 'technical', 'other'] as const;
export type Topic = (typeof topics)[number];
export const isTopic = (text: unknown): text is Topic => topics.includes(text as Topic);

/** Where those who work here noticed it; no member chooses these. */
export const sources = ['case', 'urgent', 'glass'] as const;
export type Source = (typeof sources)[number];

/** What a person would look at first; they choose. */
export const likely: Record<Topic | Source, Type> = {
  case: 'A6', urgent: 'A13', glass: 'A14',
  read: 'A1', person: 'A5', answered: 'A4', moderated: 'A6', shown: 'A7', advice: 'A8', medicine: 'A9', meeting: 'A11', technical: 'A15', other: 'A1'
};

export const told = ['worse', 'wrong'] as const;
export type Told = (typeof told)[number];
/** What stands in the register: told by a member, or noted by somebody who works here. */
export type Kept = Told | 'noted';
export const isTold = (text: unknown): text is Told => told.includes(text as Told);

/** Serious ones are told to those who answer for the place, within a day (severe, or somebody hurt themselves or died). */
export const isSerious = ({ type, severity }: { type: Type | null; severity: number | null }) => type === 'A16' || (severity ?? 0) >= 3;
export const leadWithinHours = 24;

export const longestHarm = 4000;

/** One line of the register as spreadsheets read it. A cell that a spreadsheet would run is made plain text. */
export const csvCell = (value: string | number | null): string => {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
