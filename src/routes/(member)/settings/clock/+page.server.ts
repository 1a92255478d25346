import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as ownClock from '#members/own-clock';

export const load = page(async ({ locals }) => ({ timeZone: await ownClock.of(signedIn(locals)), zones: ownClock.zones() }));

export const actions = {
  default: action(async ({ locals }, sent) => {
    await ownClock.choose(signedIn(locals), sent.text('timeZone'));
    return { saved: true };
  })
};
