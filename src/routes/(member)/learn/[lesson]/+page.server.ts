import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { formOf } from '#learning/lesson-rules';
import * as lessons from '#learning/lessons';
import { signedIn } from '#members/gate';
import * as comforts from '#toolbox/comforts';
import { led } from '../../led.ts';

export const load = page(async (event) => {
  const { locals, params, url } = event;
  const member = signedIn(locals);
  const { forms, ...lesson } = led(event, params.lesson, lessons.at(params.lesson ?? '', member.language));
  const form = formOf(url.searchParams.get('form'), member.session.day === 'bad');
  const next = lessons.after(lesson.id, member.language);
  return { lesson, form, text: forms[form], isKept: await comforts.isKept(member, { to: 'lesson', id: lesson.id }), next: next && { address: next.address, title: next.title } };
});

export const actions = {
  keep: action(async ({ locals, params, url }) => {
    const member = signedIn(locals);
    const { id, address, title } = lessons.at(params.lesson ?? '', member.language);
    await comforts.keep(member, { to: 'lesson', id }, title);
    redirect(303, `/learn/${address}?form=${formOf(url.searchParams.get('form'), false)}#after`);
  })
};
