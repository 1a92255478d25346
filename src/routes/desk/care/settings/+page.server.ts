import { redirect } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, page } from '#platform/http';
import { provider } from '#care/gate';
import { atWork } from '#members/gate';
import { comfortOf } from '#members/setting-rules';
import * as settings from '#members/settings';

export const load = page(async ({ locals, url }) => {
  await provider(locals);
  const { looks, language } = atWork(locals);
  return { looks, language, isSaved: url.searchParams.has('saved') };
});

const done = (): never => redirect(303, '/desk/care/settings?saved');
export const actions = {
  looks: action(async ({ locals }, sent) => {
    await provider(locals);
    await settings.keepComfort(atWork(locals), comfortOf(sent));
    done();
  }),
  speak: action(async ({ locals, cookies: jar }, sent) => {
    await provider(locals);
    await settings.chooseLanguage(atWork(locals), sent.text('language'));
    cookies.setLanguage(jar, sent.text('language'));
    done();
  })
};
