import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { host } from '#members/gate';
import * as training from '#team/training';

export const load = page(({ locals, params }) => {
  host(locals);
  return { ...training.lesson(params.lesson ?? '', locals.language), next: training.afterLesson(params.lesson ?? '') };
});

export const actions = {
  default: action(async ({ locals, params }) => {
    const name = params.lesson ?? '';
    await training.readLesson(host(locals), name);
    redirect(303, training.afterLesson(name) ? `/desk/mod/training/${training.afterLesson(name)}` : '/desk/mod/training');
  })
};
