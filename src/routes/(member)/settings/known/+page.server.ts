import { redirect } from '@sveltejs/kit';
import { action, ownPath, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as handshakes from '#members/handshakes';
import * as masks from '#members/masks';
import * as personas from '#members/personas';
import * as reminders from '#members/reminders';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const worn = await personas.of(member);
  const [mask, reminder, ...between] = await Promise.all([
    masks.mine(member), reminders.due(member, ['reveal', 'season']), ...worn.map((here) => (here.kind === 'forum' ? undefined : handshakes.of(member, here as handshakes.Here)))
  ]);
  return { places: worn.map((here, at) => ({ here, between: between[at] })), mask, reminder };
});

export const actions = {
  putAway: action(async ({ locals }, sent) => {
    await reminders.putAway(signedIn(locals), sent.text('kind'));
    redirect(303, ownPath(sent.text('next'), '/settings/known'));
  })
};
