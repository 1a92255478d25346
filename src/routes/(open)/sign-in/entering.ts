/** What every way of signing in does at the end: the cookie, and on to where the person was going. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { ownPath } from '#platform/http';
import { deviceWords } from '#members/device-rules';
import * as sessions from '#members/sessions';
import type { From } from '#members/sign-ins';

type Event = Pick<RequestEvent, 'locals' | 'cookies' | 'request'>;
type Device = 'shared' | 'own';

export const from = ({ locals, cookies: jar, request }: Event, device: Device): From =>
  ({ address: locals.address, device, deviceWords: deviceWords(request.headers.get('user-agent')), instead: jar.get(cookies.session) ?? jar.get(cookies.left) });

/** A session that still waits for a second factor leads there first. */
export async function enter({ cookies: jar }: Pick<Event, 'cookies'>, token: string, device: Device, wished: string): Promise<never> {
  cookies.setSession(jar, token, device);
  const next = ownPath(wished);
  redirect(303, (await sessions.waiting(token)) ? `/sign-in/second?next=${encodeURIComponent(next)}` : next);
}
