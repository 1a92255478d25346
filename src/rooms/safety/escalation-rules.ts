/**
 * How an urgent case climbs the rota while nobody is on it.
 *
 * Pure. The minutes are the operator's; the usual ones are the safety guide's
 * (§2.2): fifteen while somebody is on duty, thirty when somebody is on call,
 * the leads at ten. Whoever is asked and does not come costs time once: an
 * empty group is passed over at once. The stewards are the last, and always.
 */
export const steps = ['duty', 'lead', 'onCall', 'stewards'] as const;
export type Step = (typeof steps)[number];
export type Times = { urgent: number; onCall: number; lead: number };
export type Situation = {
  /** Since nobody has been on it. */
  minutes: number;
  isOnIt: boolean;
  hasDuty: boolean;
  hasOnCall: boolean;
  hasLead: boolean;
};

/** When each group is told, in minutes; nobody is in it: not at all. */
export function timesOf({ hasDuty, hasOnCall, hasLead }: Omit<Situation, 'minutes' | 'isOnIt'>, times: Times): Partial<Record<Step, number>> {
  const isAnybody = hasDuty || hasOnCall;
  return {
    ...(hasDuty && { duty: 0 }),
    ...(hasLead && { lead: isAnybody ? times.lead : 0 }),
    ...(hasOnCall && { onCall: hasDuty ? times.urgent : 0 }),
    stewards: isAnybody ? Math.max(times.urgent, times.onCall, times.lead) : hasLead ? times.lead : 0
  };
}

/** Everybody who is to be told by now, the first first. Nobody while somebody is on it. */
export function due(situation: Situation, times: Times): Step[] {
  if (situation.isOnIt) return [];
  const at = timesOf(situation, times);
  return steps.filter((step) => at[step] !== undefined && situation.minutes >= at[step]!).sort((a, b) => at[a]! - at[b]! || steps.indexOf(a) - steps.indexOf(b));
}
