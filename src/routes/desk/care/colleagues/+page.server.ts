import { redirect } from '@sveltejs/kit';
import { origin } from '#platform/config';
import { action, page } from '#platform/http';
import { lead } from '#care/gate';
import * as invitations from '#care/invitations';
import * as providers from '#care/providers';

export const load = page(async ({ locals, url }) => {
  const asker = await lead(locals);
  const [people, open] = await Promise.all([providers.colleagues(asker), invitations.open(asker)]);
  return { organisation: asker.organisation, people: people.map(({ id, name, role, organisation, checkWord, isLead, isMe }) => ({ id, name, role, organisation, checkWord, isLead, isMe })), open, isSaved: url.searchParams.has('saved') };
});

const done = () => redirect(303, '/desk/care/colleagues?saved');
export const actions = {
  invite: action(async ({ locals, url }, sent) => {
    const asker = await lead(locals);
    return { link: `${origin() || url.origin}/care/join/${await invitations.offer(asker, { organisationId: asker.organisationId, isLead: sent.has('isLead') })}` };
  }),
  takeBack: action(async ({ locals }, sent) => {
    await invitations.takeBack(await lead(locals), sent.text('id'));
    done();
  }),
  end: action(async ({ locals }, sent) => {
    await providers.end(await lead(locals), sent.text('provider'));
    done();
  })
};
