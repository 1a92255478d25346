import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as sayings from '#house/sayings';
import { moderator } from '#members/gate';
import * as decisions from '#safety/decisions';
import * as queue from '#safety/queue';

export const load = page(async ({ locals, params }) => {
  const [found, { lines }] = await Promise.all([queue.one(moderator(locals), params.id ?? ''), sayings.conduct(locals.language)]);
  return { case: found, ways: lines.map(({ title }) => title) };
});

export const actions = {
  default: action(async ({ locals, params }, sent) => {
    await decisions.decide(moderator(locals), params.id ?? '', Number(sent.text('version')), {
      outcome: sent.text('outcome'), rule: Number(sent.text('rule')) || 0, toAuthor: sent.text('toAuthor'), toReporters: sent.text('toReporters')
    });
    redirect(303, '/desk/mod/reports');
  })
};
