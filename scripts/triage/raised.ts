/** The level of a text after the rules that speak for themselves. They only ever raise. */
import type { Seen } from '#triage/features';
import { higher, type Level } from '#triage/levels';
import { byEarlier, byLength, bySignals } from '#triage/phases';

export const raised = ({ seen }: { seen: Seen }, level: Level): Level =>
  [...bySignals(seen), ...byEarlier(seen), ...byLength(seen)].reduce<Level>((most, one) => higher(most, one.level), level);
