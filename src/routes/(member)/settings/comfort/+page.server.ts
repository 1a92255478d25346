import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import { comfortOf } from '#members/setting-rules';
import * as settings from '#members/settings';

export const load = page(({ locals }) => ({ looks: signedIn(locals).looks }));

export const actions = {
  default: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const looks = comfortOf(sent);
    await settings.keepComfort(member, looks);
    // This very page is already drawn the new way.
    locals.member = { ...member, looks: { ...member.looks, ...looks } };
    return { saved: true, before: sent.has('undo') ? undefined : member.looks };
  })
};
