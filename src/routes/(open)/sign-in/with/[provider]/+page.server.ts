import { error } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, ownPath, page } from '#platform/http';
import { deviceOf } from '#members/device-rules';
import { atWork, signedIn } from '#members/gate';
import * as identities from '#members/identities';
import * as keys from '#members/keys';
import * as providers from '#members/providers';

/** Whoever adds a way in, and where they came from: a member, or somebody with a work account. */
const adding = (locals: App.Locals) => (locals.work ? { account: atWork(locals), home: '/desk/care/settings/keys' } : { account: signedIn(locals), home: '/settings/keys' });
const named = (id: string | undefined) => providers.find(id) ?? error(404);
/** Why a trip did not work, from a closed list: an address can never put words on the page. */
const reasons = ['late', 'odd', 'level', 'stopped', 'young', 'taken', 'away', 'rests'] as const;

export const load = page(async ({ locals, params, url }) => {
  const { id, name, age } = named(params.provider);
  const because = reasons.find((reason) => reason === url.searchParams.get('no'));
  const { account, home } = locals.member || locals.work ? adding(locals) : {};
  return { id, name, age, because, home, isWork: Boolean(locals.work), isFresh: account ? await keys.isFresh(account) : false, next: ownPath(url.searchParams.get('next'), '') };
});

export const actions = {
  go: action(async ({ locals, params, cookies: jar }, sent) => {
    const { address, token } = await identities.setOut(named(params.provider), { device: deviceOf(sent.text('device')), next: ownPath(sent.text('next'), ''), address: locals.address });
    cookies.setTrip(jar, token);
    return { onward: address };
  }),
  add: action(async ({ locals, params, cookies: jar }, sent) => {
    const { account, home } = adding(locals);
    const provider = named(params.provider);
    await keys.proveUnlessFresh(account, sent.text('pass'));
    const { address, token } = await identities.setOut(provider, { device: account.session.device, next: `${home}?saved=`, address: locals.address, member: account });
    cookies.setTrip(jar, token);
    return { onward: address };
  })
};
