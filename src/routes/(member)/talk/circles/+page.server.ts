import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as circles from '#circles/circles';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import { asHost } from '#members/members';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [all, { timeZone }] = await Promise.all([circles.all(member), duty.now()]);
  return { all, timeZone, now: new Date(), isHost: Boolean(asHost(member)), asked: url.searchParams.has('asked'), isGone: url.searchParams.has('gone') };
});

export const actions = {
  ask: action(async ({ locals }, sent) => {
    await circles.wish(signedIn(locals), sent.text('wish'));
    redirect(303, '/talk/circles?asked');
  })
};
