/** Where a provider of identities sends people back to. Nothing that came with them is shown or logged. */
import { error, redirect, type RequestHandler } from '@sveltejs/kit';
import { Refusal } from '#platform/answers';
import * as cookies from '#platform/cookies';
import { ownPath } from '#platform/http';
import * as identities from '#members/identities';
import * as providers from '#members/providers';
import * as sessions from '#members/sessions';
import { isWorkAccount } from '#members/work-accounts';
import * as vault from '#vault/vault';
import { enter, from } from '../../../entering.ts';

export const GET: RequestHandler = async (event) => {
  const { cookies: jar, locals, params, url } = event;
  const provider = providers.find(params.provider) ?? error(404);
  const token = jar.get(cookies.trip);
  const account = locals.member ?? locals.work;
  const turnedBack = (caught: unknown) => {
    if (!(caught instanceof Refusal)) throw caught;
    cookies.forgetTrip(jar);
    return redirect(303, `/sign-in/with/${provider.id}?no=${caught.key.split('.').at(-1)}`);
  };
  const back = await identities.comeBack(provider, token, url.search, account).catch(turnedBack);
  // Somebody invited to work with members goes on there, and brings the proof along.
  if (back.as === 'new' && /^\/care\/join\/[\w-]{43}$/.test(back.next)) redirect(303, back.next);
  if (back.as === 'new') redirect(303, `/join${back.next ? `?next=${encodeURIComponent(back.next)}` : ''}`);
  cookies.forgetTrip(jar);
  const memberId = back.as === 'member' ? back.memberId : account!.id;
  if (back.adult && vault.isThere() && !isWorkAccount(memberId)) await vault.put({ id: memberId }, { adult: true }, { source: provider.id, level: back.level });
  if (back.as === 'added') redirect(303, ownPath(back.next));
  const begun = await sessions.begin(back.memberId, back.device, from(event, back.device).deviceWords, { factor: back.isStrong, instead: jar.get(cookies.session) }).catch(turnedBack);
  return enter(event, begun, back.device, back.next);
};
