import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as diaries from '#toolbox/diaries';
import * as papers from '#toolbox/papers';

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const paper = await diaries.one(member, params.id ?? '');
  return { version: paper.version, words: paper.content.words, day: paper.day ?? '', ...(await papers.beside<diaries.Entry>(member, paper.id)) };
});

export const actions = {
  change: action(async ({ locals, params }, sent) => {
    const { clashed } = await diaries.change(signedIn(locals), params.id ?? '', (name) => sent.text(name), Number(sent.text('version')));
    redirect(303, clashed ? `/space/diary/${params.id}` : '/space/diary?saved');
  }),
  takeAway: action(async ({ locals, params }) => {
    await diaries.takeAway(signedIn(locals), params.id ?? '');
    redirect(303, '/space/diary?gone');
  }),
  settle: action(async ({ locals, params }, sent) => {
    await papers.settle(signedIn(locals), 'diary', params.id ?? '', sent.text('clash'), { take: sent.text('keep') === 'that' });
    redirect(303, `/space/diary/${params.id}`);
  })
};
