import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { origin } from '#platform/config';
import { action, page } from '#platform/http';
import { steward } from '#members/gate';
import * as invitations from '#members/invitations';
import * as roles from '#members/roles';

const roleIn = (text: string) => (roles.isRole(text) ? text : notFound());

export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const [staff, open] = await Promise.all([roles.staff(asker), invitations.open(asker)]);
  return { staff, open, all: roles.roles, mine: asker.code, language: locals.language, saved: url.searchParams.has('saved') };
});

const done = () => redirect(303, '/desk/admin/roles?saved=');
export const actions = {
  give: action(async ({ locals }, sent) => {
    await roles.give(steward(locals), sent.text('person'), roleIn(sent.text('role')));
    done();
  }),
  train: action(async ({ locals }, sent) => {
    await roles.recordTraining(steward(locals), sent.text('person'), sent.text('words'));
    done();
  }),
  end: action(async ({ locals }, sent) => {
    await roles.end(steward(locals), sent.text('person'), roleIn(sent.text('role')));
    done();
  }),
  /** The link is shown once, on the answer to this very form, and kept nowhere in clear. */
  offer: action(async ({ locals, url }, sent) => {
    const asker = steward(locals);
    const role = roleIn(sent.text('role'));
    return { offered: { role, link: `${origin() || url.origin}/invite/${await invitations.offer(asker, role)}` } };
  }),
  takeBack: action(async ({ locals }, sent) => {
    await invitations.takeBack(steward(locals), sent.text('id'));
    done();
  })
};
