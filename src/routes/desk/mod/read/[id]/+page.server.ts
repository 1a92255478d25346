import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as seen from '#forum/seen';
import { host, moderator } from '#members/gate';
import { asModerator } from '#members/members';
import * as raising from '#safety/raising';

/** Opening a post here is reading it. */
export const load = page(async ({ locals, params: { id = '' } }) => {
  const asker = host(locals);
  const post = await seen.open(asker, id);
  const [next] = await seen.unseen(asker, null, 1);
  return { post, next: next?.id, isModerator: Boolean(asModerator(asker)), now: new Date() };
});

export const actions = {
  look: action(async ({ locals, params: { id = '' } }) => {
    redirect(303, `/desk/mod/cases/${await raising.post(moderator(locals), id)}`);
  })
};
