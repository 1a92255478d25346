import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as settings from '#members/settings';

export const load = page(({ locals }) => ({ isCalm: signedIn(locals).looks.calm }));

export const actions = {
  calmer: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const calm = sent.text('calm') === 'on';
    await settings.keepComfort(member, { ...member.looks, theme: calm ? 'soft' : 'match', motion: 'off', calm });
    locals.member = { ...member, looks: { ...member.looks, theme: calm ? 'soft' : 'match', motion: 'off', calm } };
    return { saved: true };
  })
};
