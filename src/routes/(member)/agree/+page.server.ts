import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import * as agreements from '#house/agreements';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const [conduct, agreed, moderation] = await Promise.all([sayings.conduct(member.language), agreements.given(member), pages.read('moderation', member.language)]);
  return { lines: conduct.lines, hash: conduct.hash, why: conduct.why, whyLanguage: conduct.whyIn, agreed, moderation: moderation ?? notFound() };
});

export const actions = {
  default: action(async ({ locals }, sent) => {
    await agreements.agree(signedIn(locals), { conduct: sent.text('hash'), moderation: sent.text('moderation') });
    redirect(303, '/today');
  })
};
