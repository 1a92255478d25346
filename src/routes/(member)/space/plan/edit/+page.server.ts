import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as plans from '#toolbox/plans';
import { emptyPlan } from '#toolbox/plan-rules';

export const load = page(async ({ locals }) => {
  const paper = await plans.of(signedIn(locals));
  return { parts: (paper?.content ?? emptyPlan).parts, version: paper?.version ?? 0 };
});

export const actions = {
  keep: action(async ({ locals }, sent) => {
    await plans.keep(signedIn(locals), (name) => sent.text(name), Number(sent.text('version')));
    redirect(303, '/space/plan?saved');
  })
};
