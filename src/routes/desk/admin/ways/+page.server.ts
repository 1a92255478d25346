import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as sayings from '#house/sayings';
import { steward } from '#members/gate';
import * as codes from '#referral/codes';
import * as offers from '#referral/offers';

export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const { smallestCount } = await sayings.sayAnyway(asker.language);
  const done = (['made', 'ended', 'gone'] as const).find((one) => url.searchParams.has(one));
  return { codes: await codes.all(asker, smallestCount), offers: await offers.all(asker), smallest: smallestCount, language: asker.language, done };
});

export const actions = {
  make: action(async ({ locals }, sent) => {
    await codes.make(steward(locals), { kind: sent.text('kind'), label: sent.text('label'), language: sent.text('language') });
    redirect(303, '/desk/admin/ways?made');
  }),
  end: action(async ({ locals }, sent) => {
    await codes.end(steward(locals), sent.text('code'));
    redirect(303, '/desk/admin/ways?ended');
  }),
  putAway: action(async ({ locals }, sent) => {
    await offers.putAway(steward(locals), sent.text('id'));
    redirect(303, '/desk/admin/ways?gone');
  })
};
