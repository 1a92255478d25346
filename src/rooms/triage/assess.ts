/**
 * How soon must a human look at a text.
 *
 * An ordered list of small phases reads the text; the highest level wins. It is
 * about one text and never about a person: nothing is added up over time, and
 * a reason quotes nothing but the text itself.
 */
import { hash as digest } from 'node:crypto';
import { told, warn } from '#platform/log';
import { encoded } from '#triage/encoder';
import { see, type Seen } from '#triage/features';
import { flags as allFlags, heightOf, higher, type Assessment, type Flag, type Level, type Text } from '#triage/levels';
import { trainedOn } from '#triage/model';
import { passageOf } from '#triage/passage';
import { byEarlier, byFlags, byLength, byModel, bySignals, type Found } from '#triage/phases';
import { byWitnesses } from '#triage/witnesses';

export type { Assessment, Flag, Level, Reason, Text } from '#triage/levels';

/** Changes whenever rules or model change what is said about a text. Kept with every decision. */
export const version = `2-${trainedOn}`;

/** How long the rules and the encoder may take together, in milliseconds, before the answer goes without the encoder. */
export const patience = 150;

function together(found: readonly Found[]): Assessment {
  const reasons = found.map(({ flags: _, ...reason }) => reason).sort((a, b) => heightOf(b.level) - heightOf(a.level));
  const level = found.reduce<Level>((most, one) => higher(most, one.level), 'none');
  const raised = new Set<Flag>(found.flatMap(({ flags = [] }) => flags));
  return { level, flags: allFlags.filter((flag) => raised.has(flag)), reasons: reasons.filter(({ why }) => why !== 'flagOnly'), version };
}

const rules = (seen: Seen) => [byLength(seen), bySignals(seen), byEarlier(seen), byFlags(seen), byWitnesses(seen)].flat();

/**
 * What is sent is seen twice in one answer: whether it has to be held, and how
 * soon somebody must look, beside what its author wrote before. What was seen of
 * the text itself is kept by a digest, for the seconds that one answer takes.
 */
const recent = new Map<string, Seen>();
/** As many as may be on their way at once, with room. */
const mostRecent = 64;
const forgetting = 2_000;
let timer: NodeJS.Timeout | undefined;

function seenOf(text: Text): Seen {
  const key = digest('sha256', `${text.language} ${text.text}`, 'base64');
  const seen = recent.get(key) ?? see({ text: text.text, language: text.language });
  if (recent.size >= mostRecent && !recent.has(key)) recent.delete(recent.keys().next().value!); // the oldest
  recent.set(key, seen);
  timer ??= setTimeout(() => {
    recent.clear();
    timer = undefined;
  }, forgetting).unref();
  return see(text, seen);
}

/** By rules and the shipped model alone: synchronous, a few milliseconds, never throws for a string. */
export function assessNow(text: Text): Assessment {
  const seen = seenOf(text);
  return together([...rules(seen), ...byModel(seen)]);
}

/** Whether a text tells how somebody could harm themselves. When that cannot be told it is not held: a person looks at it all the same. */
export function tellsHow(text: Text): boolean {
  try {
    return assessNow(text).flags.includes('method_detail');
  } catch (error) {
    warn('a text was not looked at for detail', told(error));
    return false;
  }
}

/** Also with the sentence encoder, where there is one and it answers in time. */
export async function assess(text: Text, { patience: longest = patience } = {}): Promise<Assessment> {
  const begun = performance.now();
  const seen = seenOf(text);
  const encoding = encoded(passageOf(seen, text), Math.max(0, longest - (performance.now() - begun))).catch(() => undefined);
  // Meanwhile everything else, so that nothing is left to do where the encoder does not come.
  const [found, alone] = [rules(seen), byModel(seen)];
  const numbers = await encoding;
  return together([...found, ...(numbers ? byModel(seen, numbers) : alone)]);
}
