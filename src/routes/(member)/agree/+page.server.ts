import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as agreements from '#house/agreements';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const [conduct, { conductWhy, elsewhere }, isAgreed] = await Promise.all([sayings.conduct(member.language), sayings.say(member.language), agreements.isAgreed(member)]);
  return { lines: conduct.lines, hash: conduct.hash, why: conductWhy, whyLanguage: elsewhere.conductWhy, isAgreed };
});

export const actions = {
  default: action(async ({ locals }, sent) => {
    await agreements.agree(signedIn(locals), sent.text('hash'));
    redirect(303, '/today');
  })
};
