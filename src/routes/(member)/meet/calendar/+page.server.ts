import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as calendars from '#gatherings/calendars';
import { signedIn } from '#members/gate';

export const load = page(async ({ locals, url }) => ({ own: await calendars.mine(signedIn(locals)), stopped: url.searchParams.has('stopped') }));

export const actions = {
  /** The address is shown in this one answer and nowhere again. */
  make: action(async ({ locals, url }, sent) => {
    const { token } = await calendars.make(signedIn(locals), sent.text('words'));
    return { address: `${url.origin}/calendar/${token}` };
  }),
  stop: action(async ({ locals }) => {
    await calendars.revoke(signedIn(locals));
    redirect(303, '/meet/calendar?stopped=');
  })
};
