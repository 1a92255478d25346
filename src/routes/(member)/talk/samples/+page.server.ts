import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as samples from '#forum/samples';

export const load = page(async ({ locals }) => ({ own: await samples.own(signedIn(locals)) }));

export const actions = {
  offer: action(async ({ locals }, sent) => {
    await samples.offer(signedIn(locals), sent.text('thread'));
    return { done: 'offered' as const };
  }),
  takeBack: action(async ({ locals }, sent) => {
    await samples.takeBack(signedIn(locals), sent.text('thread'));
    return { done: 'takenBack' as const };
  })
};
