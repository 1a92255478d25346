import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as cheers from '#toolbox/cheers';
import * as weeks from '#toolbox/weeks';
import type { Goal } from '#toolbox/week-rules';
import { seenBy } from '../seen.ts';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const [goals, shown, people, others, seers] = await Promise.all([weeks.goals(member), cheers.mine(member), cheers.people(member), cheers.forMe(member), seenBy(member, ['goal'])]);
  const names = Object.fromEntries(goals.map(({ id, content }) => [id, content.words]));
  return { once: randomUUID(), goals: goals.map(({ id, content }) => ({ id, content, shown: shown.find(({ goalId }) => goalId === id) })), canShow: people.length > 0, others, names, seers: seers.filter(({ thing }) => !thing || names[thing]) };
});

const turns: readonly string[] = ['resting', 'reached', 'letGo', 'open'];

export const actions = {
  add: action(async ({ locals }, sent) => {
    await weeks.hope(signedIn(locals), sent.text('words'), sent.text('why'), sent.text('once'));
    redirect(303, '/space/goals');
  }),
  turn: action(async ({ locals }, sent) => {
    if (sent.text('to') === 'drop') await weeks.drop(signedIn(locals), sent.text('goal'));
    else if (turns.includes(sent.text('to'))) await weeks.turn(signedIn(locals), sent.text('goal'), sent.text('to') as Goal['state']);
    redirect(303, '/space/goals');
  })
};
