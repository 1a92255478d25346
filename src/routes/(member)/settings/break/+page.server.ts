import { redirect } from '@sveltejs/kit';
import { action, ownPath, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as settings from '#members/settings';

export const load = page(({ locals }) => ({ isOn: Boolean(signedIn(locals).pausedAt) }));

export const actions = {
  start: action(async ({ locals }) => {
    await settings.takeBreak(signedIn(locals));
    redirect(303, '/settings/break');
  }),
  end: action(async ({ locals }, sent) => {
    await settings.endBreak(signedIn(locals));
    redirect(303, ownPath(sent.text('next'), '/settings/break'));
  })
};
