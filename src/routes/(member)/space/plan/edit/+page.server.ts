import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as plans from '#toolbox/plans';
import { emptyPlan } from '#toolbox/plan-rules';
import { seenBy } from '../../seen.ts';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const [paper, seers] = await Promise.all([plans.of(member), seenBy(member, ['plan'])]);
  return { parts: (paper?.content ?? emptyPlan).parts, version: paper?.version ?? 0, seers };
});

export const actions = {
  keep: action(async ({ locals }, sent) => {
    const { clashed } = await plans.keep(signedIn(locals), (name) => sent.text(name), Number(sent.text('version')));
    redirect(303, clashed ? '/space/plan' : '/space/plan?saved');
  })
};
