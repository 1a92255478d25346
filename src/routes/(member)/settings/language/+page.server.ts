import { redirect } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as settings from '#members/settings';

export const load = page(({ locals, url }) => ({ language: signedIn(locals).language, saved: url.searchParams.has('saved') }));

export const actions = {
  default: action(async ({ locals, cookies: jar }, sent) => {
    await settings.chooseLanguage(signedIn(locals), sent.text('language'));
    cookies.setLanguage(jar, sent.text('language'));
    redirect(303, '/settings/language?saved');
  })
};
