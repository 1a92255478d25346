import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as sayings from '#house/sayings';
import { moderator } from '#members/gate';
import * as cases from '#safety/cases';

export const load = page(async ({ locals, params }) => {
  const [found, { lines }] = await Promise.all([cases.of(moderator(locals), params.id ?? ''), sayings.conduct(locals.language)]);
  return { ...found, ways: lines.map(({ title }) => title) };
});

export const actions = {
  default: action(async ({ locals, params }, sent) => {
    await cases.decide(moderator(locals), params.id ?? '', {
      outcome: sent.text('outcome'), rule: Number(sent.text('rule')) || 0, toAuthor: sent.text('toAuthor'), toReporters: sent.text('toReporters'),
      seen: sent.all('seen')
    });
    redirect(303, '/desk/mod/reports');
  })
};
