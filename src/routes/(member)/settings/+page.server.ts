import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as settings from '#members/settings';

export const load = page(({ locals }) => ({ isCalm: signedIn(locals).looks.calm }));

export const actions = {
  calmer: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    // It lies over what somebody chose, and what they chose is there again when it ends.
    const looks = { ...member.looks, calm: sent.text('calm') === 'on' };
    await settings.keepComfort(member, looks);
    locals.member = { ...member, looks };
    return { saved: true };
  })
};
