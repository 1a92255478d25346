/** The level of a text after the rules that speak for themselves. They only ever raise. */
import type { Seen } from '#triage/features';
import { higher, type Level } from '#triage/levels';
import type { Scores } from '#triage/model';
import { byEarlier, byLength, bySignals } from '#triage/phases';
import { byWitnesses } from '#triage/witnesses';

/** `words`: what the words alone say of a text, by models that have not learned from it; without them only the rules speak. */
export const raised = ({ seen }: { seen: Seen }, level: Level, words?: Scores): Level =>
  [...bySignals(seen), ...byEarlier(seen), ...byLength(seen), ...(words ? byWitnesses(seen, words) : [])].reduce<Level>((most, one) => higher(most, one.level), level);
