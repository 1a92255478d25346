import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as people from '#toolbox/people';
import { seenBy } from '../seen.ts';

const half = 182 * 86_400_000;

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const asOf = url.searchParams.has('then') ? new Date(Date.now() - half) : undefined;
  const [all, wish, seers] = await Promise.all([asOf ? people.asOf(member, asOf) : people.all(member), people.wish(member), seenBy(member, ['people'])]);
  return {
    people: all.map(({ id, content, hasClash }) => ({ id, ...content, hasClash })), asOf, seers, wish: wish?.content, isRings: url.searchParams.get('look') === 'rings',
    once: randomUUID(), isSaved: url.searchParams.has('saved'), isGone: url.searchParams.has('gone')
  };
});

export const actions = {
  add: action(async ({ locals }, sent) => {
    await people.add(signedIn(locals), (name) => sent.text(name), (name) => sent.all(name), { once: sent.text('once') });
    redirect(303, '/space/people?saved');
  }),
  wish: action(async ({ locals }, sent) => {
    await people.wishFor(signedIn(locals), (name) => (name === 'words' ? sent.text('wishWords') : sent.text(name)), (name) => sent.all(name));
    redirect(303, '/space/people?saved#wish');
  })
};
