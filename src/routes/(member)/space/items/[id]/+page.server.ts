import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as items from '#toolbox/items';
import * as papers from '#toolbox/papers';

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const paper = await items.one(member, params.id ?? '');
  const { steps, clash } = await items.history(member, paper);
  return { id: paper.id, version: paper.version, item: paper.content, madeAt: paper.madeAt, steps, clash };
});

export const actions = {
  change: action(async ({ locals, params }, sent) => {
    const { clashed } = await items.change(signedIn(locals), params.id ?? '', (name) => sent.text(name), Number(sent.text('version')));
    redirect(303, clashed ? `/space/items/${params.id}` : '/space/items?saved');
  }),
  takeAway: action(async ({ locals, params }) => {
    await items.takeAway(signedIn(locals), params.id ?? '');
    redirect(303, '/space/items?gone');
  }),
  settle: action(async ({ locals, params }, sent) => {
    await papers.settle(signedIn(locals), 'item', params.id ?? '', sent.text('clash'), { take: sent.text('keep') === 'that' });
    redirect(303, `/space/items/${params.id}`);
  })
};
