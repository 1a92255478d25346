import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as changes from '#forum/changes';
import { addressOf } from '#forum/page-rules';
import * as posts from '#forum/posts';

export const load = page(async ({ locals, params: { id = '' } }) => ({ post: await posts.mine(signedIn(locals), id) }));

export const actions = {
  takeBack: action(async ({ locals, params: { id = '' } }) => {
    const { code, number } = await changes.takeBack(signedIn(locals), id);
    redirect(303, addressOf(code, number));
  }),
  putBack: action(async ({ locals, params: { id = '' } }) => {
    const { code, number } = await changes.putBack(signedIn(locals), id);
    redirect(303, addressOf(code, number));
  })
};
