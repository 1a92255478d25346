/**
 * How soon must a human look at a text.
 *
 * An ordered list of small phases reads the text; the highest level wins. It is
 * about one text and never about a person: nothing is added up over time, and
 * a reason quotes nothing but the text itself.
 */
import { flags as allFlags, heightOf, higher, type Assessment, type Flag, type Level, type Reason, type Text } from '#triage/levels';
import { phrases } from '#triage/phrases';

export type { Assessment, Flag, Level, Reason, Text } from '#triage/levels';

/** Changes whenever rules or model change what is said about a text. Kept with every decision. */
export const version = 'rules-1';

const phases = [phrases];

/** By rules and the shipped model alone: synchronous, a few milliseconds, never throws for a string. */
export function assessNow(text: Text): Assessment {
  const found = phases.flatMap((phase) => phase(text));
  const reasons: Reason[] = found.map(({ flags: _, ...reason }) => reason).sort((a, b) => heightOf(b.level) - heightOf(a.level));
  const level = reasons.reduce<Level>((most, reason) => higher(most, reason.level), 'none');
  const raised = new Set<Flag>(found.flatMap(({ flags = [] }) => flags));
  return { level, flags: allFlags.filter((flag) => raised.has(flag)), reasons, version };
}

/** Also with the sentence encoder, where there is one. Never lower than `assessNow`. */
export function assess(text: Text): Promise<Assessment> {
  return Promise.resolve(assessNow(text));
}
