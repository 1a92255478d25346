import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as items from '#toolbox/items';

export const load = page(async ({ locals, url }) => ({
  items: (await items.of(signedIn(locals))).map(({ id, content, hasClash }) => ({ id, ...content, hasClash })),
  once: randomUUID(), isSaved: url.searchParams.has('saved'), isGone: url.searchParams.has('gone')
}));

export const actions = {
  add: action(async ({ locals }, sent) => {
    await items.add(signedIn(locals), (name) => sent.text(name), { once: sent.text('once') });
    redirect(303, '/space/items?saved');
  })
};
