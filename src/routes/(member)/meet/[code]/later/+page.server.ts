import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import * as endings from '#members/endings';
import { signedIn } from '#members/gate';
import * as personas from '#members/personas';

export const load = page(async ({ locals, params: { code = '' } }) => {
  const member = signedIn(locals);
  const here = await personas.inPlace(member, code);
  const ending = await endings.of(member, here);
  if (!ending.endsOn && !ending.isCarried && !ending.isAlumni) notFound();
  return { here, ending };
});

export const actions = {
  offer: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    await endings.offer(member, await personas.inPlace(member, code), sent.text('on') === 'yes');
    redirect(303, `/meet/${code}/later#keepers`);
  })
};
