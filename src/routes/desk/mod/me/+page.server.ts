import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as deskNames from '#members/desk-names';
import { moderator } from '#members/gate';
import * as handing from '#safety/handing';

export const load = page(async ({ locals, url }) => {
  const asker = moderator(locals);
  const [name, known] = await Promise.all([deskNames.of(asker), handing.knownTo(asker)]);
  return { name: name ?? '', known, isSaved: url.searchParams.has('saved') };
});

export const actions = {
  name: action(async ({ locals, url }, sent) => {
    await deskNames.take(moderator(locals), sent.text('name'), { keep: sent.has('keepName') });
    redirect(303, `${url.pathname}?saved`);
  }),
  unknow: action(async ({ locals, url }, sent) => {
    await handing.unknow(moderator(locals), sent.text('person'));
    redirect(303, url.pathname);
  })
};
