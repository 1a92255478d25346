import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page, type Sent } from '#platform/http';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import { dayAfter, isDay } from '#toolbox/day-rules';
import { states, type State } from '#toolbox/week-rules';
import * as weeks from '#toolbox/weeks';
import { seenBy } from '../seen.ts';

/** How far the buttons lead: a plan further ahead helps nobody, and what is longer ago is in the download. Any week has its address. */
const [weeksBack, weeksAhead] = [104, 8];

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [found, seers] = await Promise.all([weeks.week(member, url.searchParams.get('of')), seenBy(member, ['week'])]);
  const [first, last] = [found.days[0]!.day, found.days[6]!.day];
  return {
    ...found, seers, once: randomUUID(), before: last > dayAfter(found.today, -7 * weeksBack) ? dayAfter(first, -7) : undefined, after: first < dayAfter(found.today, 7 * weeksAhead) ? dayAfter(last, 1) : undefined, isNow: found.days.some(({ day }) => day === found.today),
    goals: found.goals.filter(({ content }) => content.state === 'open').map(({ id, content }) => ({ id, words: content.words }))
  };
});

const doing = (work: (member: Member, sent: Sent) => Promise<unknown>) =>
  action(async ({ locals, url }, sent) => {
    await work(signedIn(locals), sent);
    const of = url.searchParams.get('of');
    redirect(303, `/space/week${of ? `?of=${encodeURIComponent(of)}` : ''}#d${sent.text('day')}`);
  });
const isState = (text: string): text is State => (states as readonly string[]).includes(text);

export const actions = {
  add: doing((member, sent) => weeks.add(member, { words: sent.text('words'), size: sent.text('size'), isRest: sent.has('isRest'), day: sent.text('day'), goal: sent.text('goal') }, sent.text('once'))),
  /** The page says which day a step stands on and how it is to be, so that a second press changes nothing more. */
  say: doing(async (member, sent) => {
    const [step, state, day] = [sent.text('step'), sent.text('state'), sent.text('day')];
    if (state === 'move') return weeks.moveTo(member, step, isDay(day) ? dayAfter(day, 1) : notFound());
    if (isState(state)) await weeks.say(member, step, state);
  }),
  takeAway: doing((member, sent) => weeks.takeAway(member, sent.text('step'))),
  energy: doing((member, sent) => weeks.plan(member, sent.text('day'), sent.text('energy'))),
  letGo: doing((member, sent) => weeks.letDayGo(member, sent.text('day')))
};
