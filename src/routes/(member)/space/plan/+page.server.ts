import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as help from '#safety/help';
import * as papers from '#toolbox/papers';
import * as plans from '#toolbox/plans';
import { seenBy } from '../seen.ts';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [paper, { cards, countries }, helped, seers] = await Promise.all([plans.of(member), help.help(null, locals.language), plans.whatHelped(member), seenBy(member, ['plan'])]);
  const [clash, earlier] = paper ? await Promise.all([plans.clash(member, paper), papers.earlier<plans.Plan>(member, paper.id, 12)]) : [];
  return {
    plan: paper && { id: paper.id, version: paper.version, changedAt: paper.changedAt, parts: paper.content.parts }, clash,
    earlier: (earlier ?? []).filter(({ isClash }) => !isClash), helped, seers, cards, countries, device: member.session.device, isSaved: url.searchParams.has('saved'), gone: paper ? null : url.searchParams.get('gone')
  };
});

export const actions = {
  begin: action(async ({ locals }, sent) => {
    await plans.begin(signedIn(locals), (name) => sent.text(name));
    redirect(303, '/space/plan?saved');
  }),
  settle: action(async ({ locals }, sent) => {
    await plans.settle(signedIn(locals), sent.text('clash'), sent.text('keep') === 'that');
    redirect(303, '/space/plan');
  }),
  takeAway: action(async ({ locals }) => {
    redirect(303, `/space/plan?gone=${(await plans.takeAway(signedIn(locals))) ?? ''}`);
  })
};
