import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as places from '#learning/places';
import * as proposals from '#learning/proposals';
import { steward } from '#members/gate';

/** Those that wait longest for somebody to check them stand first. */
export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const all = (await places.all(asker)).sort((a, b) => (a.checkedOn < b.checkedOn ? -1 : a.checkedOn > b.checkedOn ? 1 : 0));
  const { isOld: _, ...edited } = all.find(({ id }) => id === url.searchParams.get('edit')) ?? { isOld: false, id: '' };
  return { all, proposed: await proposals.waiting(asker), edited, once: randomUUID(), language: asker.language, saved: url.searchParams.has('saved') };
});

const done = (): never => redirect(303, '/desk/admin/local?saved=');
export const actions = {
  add: action(async ({ locals }, sent) => {
    await places.add(steward(locals), (name) => sent.text(name), sent.text('once'), sent.text('another') === 'yes');
    done();
  }),
  change: action(async ({ locals }, sent) => {
    await places.change(steward(locals), sent.text('id'), (name) => sent.text(name));
    done();
  }),
  checked: action(async ({ locals }, sent) => {
    await places.check(steward(locals), sent.text('id'));
    done();
  }),
  seen: action(async ({ locals }, sent) => {
    await proposals.seen(steward(locals), sent.text('id'));
    done();
  }),
  end: action(async ({ locals }, sent) => {
    await places.end(steward(locals), sent.text('id'));
    done();
  })
};
