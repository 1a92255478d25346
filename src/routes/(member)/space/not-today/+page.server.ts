import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as cheers from '#toolbox/cheers';
import * as notToday from '#toolbox/not-today';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [people, chosen] = await Promise.all([cheers.people(member), notToday.whom(member)]);
  return { people: people.map(({ code, name }) => ({ id: code, name })), chosen: chosen?.code ?? '', isSaved: url.searchParams.has('saved') };
});

export const actions = {
  choose: action(async ({ locals }, sent) => {
    await notToday.choose(signedIn(locals), sent.text('person'));
    redirect(303, '/space/not-today?saved=');
  }),
  tell: action(async ({ locals }) => {
    await notToday.tell(signedIn(locals));
    redirect(303, '/today?told');
  })
};
