import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as weeks from '#toolbox/weeks';
import type { Goal } from '#toolbox/week-rules';

export const load = page(async ({ locals }) => ({ once: randomUUID(), goals: await weeks.goals(signedIn(locals)) }));

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
