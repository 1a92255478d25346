import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { formOf } from '#learning/exercise-rules';
import * as exercises from '#learning/exercises';
import { signedIn } from '#members/gate';
import * as comforts from '#toolbox/comforts';
import * as tried from '#toolbox/tried';
import { led } from '../../../led.ts';

export const load = page(async (event) => {
  const { locals, params, url } = event;
  const member = signedIn(locals);
  const { steps, ...exercise } = led(event, params.id, exercises.at(params.id ?? '', member.language));
  const form = formOf(url.searchParams.get('form'), member.session.day === 'bad');
  const [helped, isKept] = await Promise.all([tried.helped(member), comforts.isKept(member, { to: 'exercise', id: exercise.id })]);
  return { exercise, form, steps: steps[form], hasHelped: helped.includes(exercise.id), isKept };
});

/** Back to the form that was read. */
const back = (address: string, url: URL): never => redirect(303, `/space/try/${address}?form=${formOf(url.searchParams.get('form'), false)}#after`);

export const actions = {
  helped: action(async ({ locals, params, url }) => {
    const member = signedIn(locals);
    const { id, address, title } = exercises.at(params.id ?? '', member.language);
    await tried.note(member, { id, title });
    back(address, url);
  }),
  forget: action(async ({ locals, params, url }) => {
    const member = signedIn(locals);
    const { id, address } = exercises.at(params.id ?? '', member.language);
    await tried.forget(member, id);
    back(address, url);
  }),
  keep: action(async ({ locals, params, url }) => {
    const member = signedIn(locals);
    const { id, address, title } = exercises.at(params.id ?? '', member.language);
    await comforts.keep(member, { to: 'exercise', id }, title);
    back(address, url);
  })
};
