/**
 * My week, and what I hope for.
 *
 * A step is for one day. It can be done, half done, moved to another day, or
 * let go; all four are fine, and what was planned before leaves no mark. A
 * whole day can be let go at once.
 */
import { asking } from '#db';
import { notFound, refuse } from '#platform/answers';
import type { Member } from '#members/members';
import * as cheers from '#toolbox/cheers';
import type { CheckIn } from '#toolbox/check-in-rules';
import { dayAfter, isDay } from '#toolbox/day-rules';
import * as days from '#toolbox/days';
import * as papers from '#toolbox/papers';
import type { Leaf, Paper } from '#toolbox/papers';
import { isMuch, isSize, longestWhy, mostADay, weekOf, wordsOf, type DayPlan, type Goal, type State, type Step } from '#toolbox/week-rules';

export type Day = { day: string; steps: Leaf<Step>[]; energy: DayPlan['energy'] | null; isMuch: boolean; isAfterBig: boolean };
export type Week = { today: string; days: Day[]; goals: Leaf<Goal>[] };

/** The week that holds `asked`, or the one we are in. */
export async function week(member: Member, asked: string | null = null): Promise<Week> {
  if (asked !== null && !isDay(asked)) notFound();
  const { day: today } = await days.now(member);
  const those = weekOf(asked ?? today);
  const found = await papers.ofKinds(member, ['step', 'day-plan', 'goal', 'check-in'], { from: dayAfter(those[0]!, -1), to: those[6]! });
  const kind = <Content>(name: papers.Kind) => found.filter((paper) => paper.kind === name) as Leaf<Content>[];
  const [steps, plans, checkIns] = [kind<Step>('step'), kind<DayPlan>('day-plan'), kind<CheckIn>('check-in')];
  return {
    today, goals: kind<Goal>('goal'),
    days: those.map((day) => {
      const own = steps.filter((step) => step.day === day).reverse(); // they come with the newest first
      const plan = plans.find((one) => one.day === day)?.content;
      return {
        day, steps: own, energy: plan?.energy ?? null, isMuch: isMuch(own.map(({ content }) => content), plan),
        isAfterBig: checkIns.some((checkIn) => checkIn.day === dayAfter(day, -1) && checkIn.content.wasBig)
      };
    })
  };
}

/** What is still open for today, in the order it was planned. */
export async function openToday(member: Member): Promise<{ day: string; steps: Paper<Step>[] }> {
  const { day } = await days.now(member);
  const steps = await papers.of<Step>(member, 'step', { from: day, to: day });
  return { day, steps: steps.filter(({ content }) => content.state === 'open').reverse() };
}

export type Planning = { words: string; size: string; isRest: boolean; day: string; goal?: string };

/** Puts a step on a day. Sent twice, it stands there once, the last that fits there too. What was let go takes no room. */
export async function add(member: Member, { words, size, isRest, day, goal = '' }: Planning, once = ''): Promise<void> {
  if (!isDay(day)) notFound();
  const own = await papers.of<Step>(member, 'step', { from: day, to: day });
  const goals = goal ? await papers.of<Goal>(member, 'goal') : [];
  const content: Step = { words: wordsOf(words), size: isSize(size) ? size : 'tiny', state: 'open', isRest, goal: goals.some(({ id }) => id === goal) ? goal : null };
  const writing = { day, form: once, says: ({ state: _, ...said }: Step) => said };
  if (own.filter(({ content: { state } }) => state !== 'letGo').length >= mostADay && !(await papers.isWritten(member, content, writing))) refuse('toolbox.refused.muchForADay', 'words', { most: mostADay });
  await papers.add(member, 'step', content, writing);
}

const changed = (member: Member, id: string, work: (step: Paper<Step>) => { content: Step; day?: string | null }): Promise<void> =>
  asking(member, async () => {
    const step = await papers.one<Step>(member, 'step', id);
    const { content, day } = work(step);
    await papers.change(member, 'step', id, content, { basedOn: step.version, day });
  });

/** Done, half of it, let go, or open again. Said twice, it is so once. */
export const say = (member: Member, id: string, state: State): Promise<void> =>
  changed(member, id, ({ content }) => ({ content: { ...content, state } }));

/** To the day that is named, where it is open again. What is there already stays as it is. */
export const moveTo = (member: Member, id: string, to: string): Promise<void> =>
  changed(member, id, ({ content, day }) => ({ content: day === to ? content : { ...content, state: 'open' }, day: isDay(to) ? to : notFound() }));

/** A step goes for good. */
export const takeAway = (member: Member, id: string) => papers.takeAway(member, 'step', id);

/** Every step of a day that is still open goes, kindly and without a word. */
export const letDayGo = (member: Member, day: string): Promise<void> =>
  asking(member, async () => {
    if (!isDay(day)) notFound();
    for (const { id, content } of await papers.of<Step>(member, 'step', { from: day, to: day })) if (content.state === 'open') await say(member, id, 'letGo');
  });

/** How much there is for a day. Saying it again says it anew. */
export async function plan(member: Member, day: string, energy: string): Promise<void> {
  if (!isDay(day) || !/^[1-5]$/.test(energy)) notFound();
  const [before] = await papers.of<DayPlan>(member, 'day-plan', { from: day, to: day });
  const content = { energy: Number(energy) as DayPlan['energy'] };
  if (before) await papers.change(member, 'day-plan', before.id, content, { basedOn: before.version });
  else await papers.add(member, 'day-plan', content, { day, once: `day-plan-${day}` });
}

export const goals = (member: Member): Promise<Paper<Goal>[]> => papers.of<Goal>(member, 'goal');

export async function hope(member: Member, words: string, why: string, once = ''): Promise<void> {
  if ([...why].length > longestWhy) refuse('toolbox.refused.long', 'why', { most: longestWhy });
  await papers.add<Goal>(member, 'goal', { words: wordsOf(words), why: why.trim(), state: 'open' }, { form: once });
}

/** Resting, reached, let go, or taken up anew. Said twice, it is so once. How it was before is kept; what is let go, nobody sees any more. */
export const turn = (member: Member, id: string, state: Goal['state']): Promise<void> =>
  asking(member, async () => {
    const goal = await papers.one<Goal>(member, 'goal', id);
    await papers.change(member, 'goal', id, { ...goal.content, state }, { basedOn: goal.version, keepEarlier: true });
    if (state === 'letGo') await cheers.end(member, id);
  });

export const drop = (member: Member, id: string) => papers.takeAway(member, 'goal', id);
