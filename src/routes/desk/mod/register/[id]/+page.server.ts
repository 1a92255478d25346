import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { moderator } from '#members/gate';
import * as harms from '#safety/harms';

export const load = page(async ({ locals, params }) => ({ one: await harms.one(moderator(locals), params.id ?? '') }));

export const actions = {
  default: action(async ({ locals, params }, sent) => {
    await harms.judge(moderator(locals), params.id ?? '', {
      type: sent.text('type'), severity: sent.text('severity'), related: sent.text('related'), preventable: sent.text('preventable'),
      actions: sent.text('actions'), isDone: sent.text('then') === 'done'
    });
    redirect(303, '/desk/mod/register');
  })
};
