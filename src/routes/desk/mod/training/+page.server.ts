import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { host, moderator } from '#members/gate';
import { asModerator } from '#members/members';
import * as training from '#team/training';

export const load = page(async ({ locals, url }) => {
  const asker = host(locals);
  const mentor = asModerator(asker);
  const [progress, waiting] = await Promise.all([training.progress(asker), mentor ? training.waiting(mentor) : []]);
  const language = locals.language;
  return {
    progress, waiting, isMentor: Boolean(mentor), isTrainee: asker.roles.includes('trainee'), saved: url.searchParams.has('saved'),
    lessons: training.lessons.map((name) => ({ name, title: training.lesson(name, language).title })),
    cases: training.cases.map(({ id, words, options }) => ({ id, words: words[language], options: options.map((one) => ({ id: one.id, text: one.text[language], back: one.back[language], isGood: one.isGood })) }))
  };
});

export const actions = {
  try: action(async ({ locals }, sent) => ({ tried: await training.tryCase(host(locals), sent.text('case'), sent.text('option')) })),
  shadow: action(async ({ locals }) => {
    await training.askToShadow(host(locals));
    redirect(303, '/desk/mod/training?saved=');
  }),
  confirm: action(async ({ locals }, sent) => {
    await training.confirm(moderator(locals), sent.text('code'));
    redirect(303, '/desk/mod/training?saved=');
  })
};
