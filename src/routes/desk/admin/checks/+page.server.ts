import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { steward } from '#members/gate';
import * as help from '#safety/help';

export const load = page(async ({ locals, url }) => {
  steward(locals);
  return { checks: await help.checks(), countries: help.countriesIn(locals.language), language: locals.language, saved: url.searchParams.has('saved') };
});

export const actions = {
  checked: action(async ({ locals }, sent) => {
    await help.check(steward(locals), sent.text('id'), new Date().toISOString().slice(0, 10));
    redirect(303, '/desk/admin/checks?saved=');
  })
};
