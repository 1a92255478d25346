import { error } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, ownPath, page } from '#platform/http';
import { deviceOf } from '#members/device-rules';
import { signedIn } from '#members/gate';
import * as identities from '#members/identities';
import * as keys from '#members/keys';
import * as providers from '#members/providers';

const named = (id: string | undefined) => providers.find(id) ?? error(404);
/** Why a trip did not work, from a closed list: an address can never put words on the page. */
const reasons = ['late', 'odd', 'level', 'stopped', 'young', 'taken', 'away'] as const;

export const load = page(async ({ locals: { member }, params, url }) => {
  const { id, name, age } = named(params.provider);
  const because = reasons.find((reason) => reason === url.searchParams.get('no'));
  return { id, name, age, because, isAdding: Boolean(member), isFresh: member ? await keys.isFresh(member) : false, next: ownPath(url.searchParams.get('next'), '') };
});

export const actions = {
  go: action(async ({ locals, params, cookies: jar }, sent) => {
    const { address, token } = await identities.setOut(named(params.provider), { device: deviceOf(sent.text('device')), next: ownPath(sent.text('next'), ''), address: locals.address });
    cookies.setTrip(jar, token);
    return { onward: address };
  }),
  add: action(async ({ locals, params, cookies: jar }, sent) => {
    const member = signedIn(locals);
    const provider = named(params.provider);
    await keys.proveUnlessFresh(member, sent.text('pass'));
    const { address, token } = await identities.setOut(provider, { device: member.session.device, next: '/settings/keys?saved=', address: locals.address, member });
    cookies.setTrip(jar, token);
    return { onward: address };
  })
};
