import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as papers from '#toolbox/papers';
import * as people from '#toolbox/people';

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const paper = await people.one(member, params.id ?? '');
  return { version: paper.version, person: paper.content, ...(await papers.beside<people.Person>(member, paper.id)) };
});

export const actions = {
  change: action(async ({ locals, params }, sent) => {
    const { clashed } = await people.change(signedIn(locals), params.id ?? '', (name) => sent.text(name), (name) => sent.all(name), Number(sent.text('version')));
    redirect(303, clashed ? `/space/people/${params.id}` : '/space/people?saved');
  }),
  takeAway: action(async ({ locals, params }) => {
    await people.takeAway(signedIn(locals), params.id ?? '');
    redirect(303, '/space/people?gone');
  }),
  settle: action(async ({ locals, params }, sent) => {
    await papers.settle(signedIn(locals), 'person', params.id ?? '', sent.text('clash'), { take: sent.text('keep') === 'that' });
    redirect(303, `/space/people/${params.id}`);
  })
};
