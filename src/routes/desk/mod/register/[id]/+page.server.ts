import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { moderator } from '#members/gate';
import * as harms from '#safety/harms';

export const load = page(async ({ locals, params, url }) => ({ one: await harms.one(moderator(locals), params.id ?? ''), after: url.searchParams.get('after') ?? '' }));

export const actions = {
  default: action(async ({ locals, params }, sent) => {
    const [asker, id] = [moderator(locals), params.id ?? ''];
    const isDone = sent.text('then') === 'done';
    await harms.judge(asker, id, {
      type: sent.text('type'), severity: sent.text('severity'), related: sent.text('related'), preventable: sent.text('preventable'),
      actions: sent.text('actions'), isDone,
      ...(sent.has('closing') && { closing: Number(sent.text('closing')) })
    });
    const isLeft = isDone && (await harms.one(asker, id)).caseVersion !== null;
    redirect(303, isLeft ? `/desk/mod/register/${id}?after=entry` : '/desk/mod/register');
  })
};
