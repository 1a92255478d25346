import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as help from '#safety/help';
import * as plans from '#toolbox/plans';
import { firstToRing, stepsNow } from '#toolbox/plan-rules';

/** After the last step of one's own come the numbers. */
export const load = page(async ({ locals, url }) => {
  const [paper, { cards, countries }] = await Promise.all([plans.of(signedIn(locals)), help.help(null, locals.language)]);
  const steps = paper ? stepsNow(paper.content) : [];
  const at = Math.min(Math.max(Math.trunc(Number(url.searchParams.get('step')) || 1), 1), steps.length + 1);
  return { step: steps[at - 1], at, of: steps.length, first: paper && firstToRing(paper.content), cards, countries, hasHelped: url.searchParams.has('helped') };
});

export const actions = {
  helped: action(async ({ locals }, sent) => {
    await plans.helped(signedIn(locals), sent.text('words'));
    redirect(303, `/space/plan/now?step=${Number(sent.text('step')) || 1}&helped`);
  })
};
