/**
 * How a case climbs the rota while nobody is on it.
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
  const minutes = Math.max(0, situation.minutes); // the database writes a moment that may lie a little ahead of the app's clock
  return steps.filter((step) => at[step] !== undefined && minutes >= at[step]!).sort((a, b) => at[a]! - at[b]! || steps.indexOf(a) - steps.indexOf(b));
}

/**
 * A case of concern is looked at within two hours while somebody is here, and
 * within an hour of opening (safety guide §2.1). It wakes nobody: those on duty
 * are reminded at half of that time, the leads are told at the end of it.
 */
export const concernMinutes = { open: 120, opening: 60 } as const;

/**
 * With the program that reads along turned off every post is a case, and none of
 * them says more than that somebody wrote. Then they are gathered: whoever has
 * heard of something within these minutes hears of them together, later. What a
 * program or a person found is told as ever.
 */
export const gatherMinutes: Partial<Record<Step, number>> = { duty: 60, lead: 240 };

/** What one member alone told us of rings together, once within these minutes (`rings`): twice as long as the usual way up to the stewards. */
export const ringMinutes = 60;

export type Waited = {
  /** Since nobody has been on it. */
  minutes: number;
  /** Since the first of those now here came; nothing while nobody is. */
  minutesStaffed: number | undefined;
  hasLead: boolean;
};

export function dueForConcern({ minutes, minutesStaffed, hasLead }: Waited): Step[] {
  if (minutesStaffed === undefined) return [];
  // What waited from before anybody came has the hour of opening; what came while they were here has two.
  const [waited, most] = minutesStaffed < minutes ? [minutesStaffed, concernMinutes.opening] : [minutes, concernMinutes.open];
  return [...(waited >= most / 2 ? ['duty' as const] : []), ...(waited >= most && hasLead ? ['lead' as const] : [])];
}
