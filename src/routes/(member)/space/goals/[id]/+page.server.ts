import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as cheers from '#toolbox/cheers';
import * as papers from '#toolbox/papers';
import type { Goal } from '#toolbox/week-rules';

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const id = params.id ?? '';
  const { content } = await papers.one<Goal>(member, 'goal', id);
  const [people, mine] = await Promise.all([cheers.people(member), cheers.mine(member)]);
  const shown = mine.find(({ goalId }) => goalId === id);
  return { words: content.words, people: people.map(({ code, name }) => ({ id: code, name })), shown };
});

export const actions = {
  ask: action(async ({ locals, params }, sent) => {
    const question = await cheers.ask(signedIn(locals), params.id ?? '', sent.text('words'), sent.all('people'), { isSure: sent.text('sure') === 'yes' });
    if (question) return { question, typed: sent.fields, ticked: sent.all('people') };
    redirect(303, '/space/goals');
  }),
  /** The safer words that were pressed; asked about once more, with the rest. */
  change: action(async ({ locals }, sent) => {
    const line = await cheers.safer(signedIn(locals), sent.text('words'), sent.text('change'));
    return { question: await cheers.before(signedIn(locals), line), typed: { ...sent.fields, words: line }, ticked: sent.all('people') };
  }),
  end: action(async ({ locals, params }) => {
    await cheers.end(signedIn(locals), params.id ?? '');
    redirect(303, '/space/goals');
  }),
  /** Of somebody who was let see a line; the address names the line. */
  say: action(async ({ locals, params }, sent) => {
    await cheers.say(signedIn(locals), params.id ?? '', sent.text('said'));
    redirect(303, sent.text('back') === 'goals' ? '/space/goals#others' : '/today#for-you');
  })
};
