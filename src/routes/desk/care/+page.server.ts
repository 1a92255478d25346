import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { provider } from '#care/gate';
import * as ties from '#care/ties';

export const load = page(async ({ locals, url }) => ({ people: await ties.people(await provider(locals)), isEnded: url.searchParams.has('ended') }));

export const actions = {
  end: action(async ({ locals }, sent) => {
    await ties.endAsProvider(await provider(locals), sent.text('tie'));
    redirect(303, '/desk/care?ended');
  })
};
