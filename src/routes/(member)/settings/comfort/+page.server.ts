import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as settings from '#members/settings';

export const load = page(({ locals }) => ({ looks: signedIn(locals).looks }));

export const actions = {
  default: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const [theme, size, lines, letters, motion] = ['theme', 'size', 'lines', 'letters', 'motion'].map((name) => sent.text(name)) as [string, string, string, string, string];
    const also = sent.all('also');
    const looks = { theme, size, lines, letters, motion, light: also.includes('light'), calm: also.includes('calm') };
    await settings.keepComfort(member, looks);
    // This very page is already drawn the new way.
    locals.member = { ...member, looks: { ...member.looks, ...looks } };
    return { saved: true, before: sent.has('undo') ? undefined : member.looks };
  })
};
