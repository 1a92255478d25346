import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as blocks from '#members/blocks';
import { signedIn } from '#members/gate';

export const load = page(async ({ locals, url }) => ({ blocked: await blocks.mine(signedIn(locals)), hasEnded: url.searchParams.has('ended') }));

export const actions = {
  end: action(async ({ locals }, sent) => {
    await blocks.end(signedIn(locals), sent.text('press'));
    redirect(303, '/settings/blocked?ended=');
  })
};
