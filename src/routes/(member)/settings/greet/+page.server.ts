import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as answering from '#safety/answering';
import * as greeters from '#safety/greeters';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const isOne = await greeters.isOne(member);
  return { isOne, waiting: isOne ? await greeters.waiting(await greeters.greeter(member)) : [], now: new Date() };
});

export const actions = {
  start: action(async ({ locals, url }) => {
    await greeters.offer(signedIn(locals));
    redirect(303, url.pathname);
  }),
  stop: action(async ({ locals, url }) => {
    await greeters.stop(signedIn(locals));
    redirect(303, url.pathname);
  }),
  take: action(async ({ locals, url }, sent) => {
    await answering.take(await greeters.greeter(signedIn(locals)), sent.text('thread'));
    redirect(303, `${url.pathname}#${sent.text('thread')}`);
  }),
  giveBack: action(async ({ locals, url }, sent) => {
    await answering.giveBack(await greeters.greeter(signedIn(locals)), sent.text('thread'));
    redirect(303, url.pathname);
  })
};
