import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as places from '#learning/places';
import * as proposals from '#learning/proposals';
import { signedIn } from '#members/gate';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [all, mine] = await Promise.all([places.all(member), proposals.mine(member)]);
  return { areas: [...Map.groupBy(all, ({ area }) => area)].map(([area, there]) => ({ area, places: there })), mine, isProposed: url.searchParams.has('proposed'), isTakenBack: url.searchParams.has('takenBack') };
});

export const actions = {
  propose: action(async ({ locals }, sent) => {
    await proposals.propose(signedIn(locals), sent.text('words'));
    redirect(303, '/meet/places?proposed=#propose');
  }),
  takeBack: action(async ({ locals }, sent) => {
    const isGone = await proposals.takeBack(signedIn(locals), sent.text('id'));
    redirect(303, isGone ? '/meet/places?takenBack=#mine' : '/meet/places#mine');
  })
};
