import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { host } from '#members/gate';
import * as answering from '#safety/answering';

export const load = page(async ({ locals, url }) => {
  const after = url.searchParams.get('after');
  return { ...(await answering.queue(host(locals), after)), isFirst: after === null, now: new Date() };
});

export const actions = {
  take: action(async ({ locals, url }, sent) => {
    await answering.take(host(locals), sent.text('thread'));
    redirect(303, `${url.pathname}#${sent.text('thread')}`);
  }),
  giveBack: action(async ({ locals, url }, sent) => {
    await answering.giveBack(host(locals), sent.text('thread'));
    redirect(303, `${url.pathname}#${sent.text('thread')}`);
  })
};
