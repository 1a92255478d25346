import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as checkIns from '#toolbox/check-ins';
import * as papers from '#toolbox/papers';

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const [paper, items] = await Promise.all([checkIns.one(member, params.id ?? ''), checkIns.everyOwnItem(member)]);
  return { ...(await papers.beside<checkIns.CheckIn>(member, paper.id)), id: paper.id, day: paper.day ?? '', version: paper.version, checkIn: paper.content, items: items.map(({ id, content }) => ({ id, ...content })) };
});

export const actions = {
  change: action(async ({ locals, params }, sent) => {
    const { clashed } = await checkIns.change(signedIn(locals), params.id ?? '', (name) => sent.text(name), Number(sent.text('version')));
    redirect(303, clashed ? `/space/note/${params.id}` : `/space/note?saved=${params.id}&back`);
  }),
  takeAway: action(async ({ locals, params }) => {
    await checkIns.takeAway(signedIn(locals), params.id ?? '');
    redirect(303, '/space/note?gone');
  }),
  settle: action(async ({ locals, params }, sent) => {
    await papers.settle(signedIn(locals), 'check-in', params.id ?? '', sent.text('clash'), { take: sent.text('keep') === 'that' });
    redirect(303, `/space/note/${params.id}`);
  })
};
