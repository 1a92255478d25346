import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { moderator } from '#members/gate';
import * as noting from '#safety/noting';

const asked = (url: URL) => ({ case: url.searchParams.get('case'), glass: url.searchParams.get('glass') });

export const load = page(async ({ locals, url }) => ({ from: await noting.from(moderator(locals), asked(url)) }));

export const actions = {
  default: action(async ({ locals, url }, sent) => {
    const asker = moderator(locals);
    const id = await noting.note(asker, await noting.from(asker, asked(url)), {
      type: sent.text('type'), severity: sent.text('severity'), related: sent.text('related'), preventable: sent.text('preventable'), actions: sent.text('actions'), isDone: sent.text('then') === 'done'
    });
    redirect(303, `/desk/mod/register/${id}?after=noted`);
  })
};
