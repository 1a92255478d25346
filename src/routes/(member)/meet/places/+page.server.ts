import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as places from '#learning/places';
import * as proposals from '#learning/proposals';
import { signedIn } from '#members/gate';

export const load = page(async ({ locals, url }) => ({
  areas: [...Map.groupBy(await places.all(signedIn(locals)), ({ area }) => area)].map(([area, all]) => ({ area, places: all })), isProposed: url.searchParams.has('proposed')
}));

export const actions = {
  propose: action(async ({ locals }, sent) => {
    await proposals.propose(signedIn(locals), sent.text('words'));
    redirect(303, '/meet/places?proposed=#propose');
  })
};
