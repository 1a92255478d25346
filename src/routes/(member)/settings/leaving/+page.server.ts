import { redirect } from '@sveltejs/kit';
import { action, ownPath, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as leaving from '#members/leaving';
import { prove } from '#members/proving';

export const load = page(({ locals }) => {
  const member = signedIn(locals);
  const { leavingAt, roles } = member;
  return { leavingAt, staysOn: leaving.staysOn(member), hasRole: roles.length > 0, ...leaving.namesGo(leavingAt) };
});

export const actions = {
  ask: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    await prove(member, sent.text('pass'));
    await leaving.ask(member);
    redirect(303, '/settings/leaving');
  }),
  stay: action(async ({ locals }, sent) => {
    await leaving.undo(signedIn(locals));
    redirect(303, ownPath(sent.text('next')));
  })
};
