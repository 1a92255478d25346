import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { formOf } from '#learning/lesson-rules';
import * as lessons from '#learning/lessons';
import { signedIn } from '#members/gate';
import * as comforts from '#toolbox/comforts';

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const { forms, ...lesson } = lessons.one(params.lesson ?? '', member.language);
  const form = formOf(url.searchParams.get('form'), member.session.day === 'bad');
  const next = lessons.after(lesson.id, member.language);
  return { lesson, form, text: forms[form], isKept: await comforts.isKept(member, { to: 'lesson', id: lesson.id }), next: next && { id: next.id, title: next.title } };
});

export const actions = {
  keep: action(async ({ locals, params, url }) => {
    const member = signedIn(locals);
    const { id, title } = lessons.one(params.lesson ?? '', member.language);
    await comforts.keep(member, { to: 'lesson', id }, title);
    redirect(303, `/learn/${id}?form=${formOf(url.searchParams.get('form'), false)}#after`);
  })
};
