import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as tools from '#toolbox/tools';
import { tools as all } from '#toolbox/tools-rules';
import * as unsent from '#toolbox/unsent';

export const load = page(async ({ locals }) => ({ hidden: await tools.hidden(signedIn(locals)), hasUnsent: await unsent.areThere(signedIn(locals)), isBad: signedIn(locals).session.day === 'bad' }));

export const actions = {
  show: action(async ({ locals }, sent) => {
    await tools.show(signedIn(locals), sent.all('shown'), all.map(({ id }) => id));
    redirect(303, '/space');
  })
};
