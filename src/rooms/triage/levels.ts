/** How soon a human must look, and the flags that say what to do. The words are those of the labelling guide. */
export const levels = ['none', 'low', 'concern', 'urgent'] as const;
export type Level = (typeof levels)[number];
export const flags = ['medical_now', 'med_safety', 'safeguarding', 'method_detail', 'encourages_harm', 'identity_leak', 'misinformation', 'commercial', 'abuse'] as const;
export type Flag = (typeof flags)[number];
/**
 * Why a level was given: the phase that says so, the key of a sentence in the
 * room's words, and the exact words of the text, for moderators only.
 */
export type Reason = { phase: string; why: string; words?: string; level: Level };
export type Assessment = { level: Level; flags: Flag[]; reasons: Reason[]; version: string };
export type Text = { text: string; language: 'en' | 'nb'; previous?: string[] };

export const heightOf = (level: Level) => levels.indexOf(level);
export const higher = (one: Level, other: Level): Level => (heightOf(one) >= heightOf(other) ? one : other);
