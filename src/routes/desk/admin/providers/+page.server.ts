import { redirect } from '@sveltejs/kit';
import { origin } from '#platform/config';
import { action, page } from '#platform/http';
import * as invitations from '#care/invitations';
import * as organisations from '#care/organisations';
import * as providers from '#care/providers';
import { steward } from '#members/gate';

export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const [all, people, open] = await Promise.all([organisations.all(asker), providers.all(asker), invitations.open(asker)]);
  return { organisations: all, people, open, isSaved: url.searchParams.has('saved') };
});

const done = () => redirect(303, '/desk/admin/providers?saved');
export const actions = {
  add: action(async ({ locals }, sent) => {
    await organisations.add(steward(locals), { name: sent.text('name'), reach: sent.text('reach') });
    done();
  }),
  invite: action(async ({ locals, url }, sent) => ({
    link: `${origin() || url.origin}/care/join/${await invitations.offer(steward(locals), { organisationId: sent.text('organisation'), isLead: sent.has('isLead') })}`
  })),
  takeBack: action(async ({ locals }, sent) => {
    await invitations.takeBack(steward(locals), sent.text('id'));
    done();
  }),
  end: action(async ({ locals }, sent) => {
    await providers.end(steward(locals), sent.text('provider'));
    done();
  })
};
