import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as settings from '#members/settings';

export const load = page(async ({ locals }) => ({ seenBy: await settings.whoSeesMe(signedIn(locals)) }));

export const actions = {
  default: action(async ({ locals }, sent) => {
    await settings.chooseWhoSeesMe(signedIn(locals), sent.text('seenBy'));
    return { saved: true };
  })
};
