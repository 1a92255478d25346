/** What a message may be, when an answer is due, and what is said about where it is. Pure. */
import { dueAt, isAway, dayAt, workPlaceOf, type Work, type WorkPlace } from '#house/workday-rules';
import { coverOn, type Cover, type Days } from '#care/provider-rules';

export const longest = 10_000;
export const longestSubject = 80;
export const conversationKinds = ['care', 'feedback'] as const;
export type ConversationKind = (typeof conversationKinds)[number];

export type Step = 'own' | 'cover' | 'lead' | 'nobody';
/** What stands between the two: sent, in the inbox, opened, answered; or read, where there is nothing to answer. */
export type State = 'sent' | 'delivered' | 'opened' | 'answered' | 'read';
type Marks = { deliveredAt: Date | null; openedAt: Date | null; answeredAt: Date | null; /** Nothing to answer, somebody said. */ isLetBe?: boolean };
export const stateOf = ({ deliveredAt, openedAt, answeredAt, isLetBe = false }: Marks): State =>
  answeredAt ? (isLetBe ? 'read' : 'answered') : openedAt ? 'opened' : deliveredAt ? 'delivered' : 'sent';
/** Whether it waits for nobody any more. */
export const isSettled = (state: State) => state === 'answered' || state === 'read';

export type Place = { place: WorkPlace; timeZone: string };
/** Where people work: as the operator says, else by the country of the help numbers. */
export const placeOf = ({ timeZone, ...said }: { workPlace: string; homeCountry: string; timeZone: string }): Place => ({ place: workPlaceOf(said), timeZone: timeZone || 'UTC' });

export const workOf = ({ workingDays, absentFrom, absentUntil }: Days, { place, timeZone }: Place): Work => ({
  place, timeZone, days: workingDays, away: absentFrom && absentUntil ? [{ from: absentFrom, to: absentUntil }] : []
});

export const isAwayNow = (days: Days, now: Date, place: Place): boolean => isAway(dayAt(now, place.timeZone), workOf(days, place).away);

/** Who covers at this moment, by name: nobody while whoever was named is away, too. */
export const coverNow = (cover: Cover, now: Date, { timeZone }: Place): string | null => coverOn(cover, dayAt(now, timeZone).toString());

/** The end of the last working day within which they say they answer; of somebody who never works, a week. */
export const dueFor = (days: Days, sent: Date, place: Place): Date => dueAt(sent, days.replyDays, workOf(days, place)) ?? inAWeek(sent);
/** Whoever it went on to has one working day. A holiday that begins meanwhile delays nothing: then it goes on from them, too. */
export const dueNext = (days: Days, from: Date, place: Place): Date => dueAt(from, 1, { ...workOf(days, place), away: [] }) ?? inAWeek(from);
/** The day whose end is meant, as YYYY-MM-DD. */
export const dueDayOf = (due: Date, { timeZone }: Place): string => dayAt(new Date(due.getTime() - 1), timeZone).toString();
const inAWeek = (from: Date) => new Date(from.getTime() + 7 * 24 * 60 * 60 * 1000);

/**
 * To whom a form of a letter leads without asking: somebody who is the only one
 * left and whom its writer means. What was written to anybody else waits until
 * they say to whom it goes, however often it is sent.
 */
export const meantOf = <One extends { id: string }>(open: readonly One[], chosen: string): One | undefined =>
  open.length === 1 && open[0]!.id === chosen ? open[0] : undefined;

type Chain<Who> = { provider: Who; cover: Who | null; leads: readonly Who[] };
/** To whom it goes on from here: the cover; then who answers for the organisation; then nobody here. Nobody who is away is waited for. */
export function nextOf<Who extends Days>({ cover, leads }: Chain<Who>, step: Step, now: Date, place: Place): { step: Exclude<Step, 'own'>; who: Who | null } {
  if (step === 'own' && cover && !isAwayNow(cover, now, place)) return { step: 'cover', who: cover };
  const lead = leads.find((one) => !isAwayNow(one, now, place));
  if ((step === 'own' || step === 'cover') && lead) return { step: 'lead', who: lead };
  return { step: 'nobody', who: null };
}

/** With whom a new message is: somebody who is away and has a cover who is not is not waited for. */
export function firstOf<Who extends Days>(chain: Chain<Who>, now: Date, place: Place): { step: 'own' | 'cover'; who: Who } {
  const isCovered = isAwayNow(chain.provider, now, place) && chain.cover && !isAwayNow(chain.cover, now, place);
  return isCovered ? { step: 'cover', who: chain.cover! } : { step: 'own', who: chain.provider };
}
