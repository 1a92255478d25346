import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { isThisMachineAlone, setting } from '#platform/config';
import { action, ownPath, page, type Sent } from '#platform/http';
import { deviceOf, deviceWords } from '#members/device-rules';
import type { Role } from '#members/members';
import * as passkeys from '#members/passkeys';
import * as sessions from '#members/sessions';
import { signIn, type From } from '#members/sign-ins';

type Person = { name: string; pass: string; role?: Role | null };
const isDemo = () => isThisMachineAlone() && setting('DEMO') === 'on';

/** The demo people, where there are any; elsewhere that file is not even read. */
async function people(): Promise<Person[]> {
  if (!isDemo()) return [];
  const demo: { demoPeople?: () => Person[] | Promise<Person[]> } = await import('../../../demo.ts');
  return (await demo.demoPeople?.()) ?? [];
}

export const load = page(async ({ locals: { member }, url }) => {
  const next = ownPath(url.searchParams.get('next'), '');
  if (member) redirect(303, next || '/today');
  return { next, hasKept: url.searchParams.has('kept'), people: (await people()).map(({ name, role }) => ({ name, role })) };
});

type Event = Pick<RequestEvent, 'locals' | 'cookies' | 'request'>;
const from = ({ locals, cookies: jar, request }: Event, sent: Sent): From =>
  ({ address: locals.address, device: deviceOf(sent.text('device')), deviceWords: deviceWords(request.headers.get('user-agent')), instead: jar.get(cookies.session) });

async function enter({ cookies: jar }: Event, sent: Sent, token: string): Promise<never> {
  cookies.setSession(jar, token, deviceOf(sent.text('device')));
  const next = ownPath(sent.text('next'));
  redirect(303, (await sessions.waiting(token)) ? `/sign-in/second?next=${encodeURIComponent(next)}` : next);
}

export const actions = {
  /** Without a script this is how a sentence becomes readable: the same page, with the field open. */
  show: action((_, sent) => ({ typed: sent.fields, shown: sent.text('pass') })),
  hide: action((_, sent) => ({ typed: sent.fields, hidden: sent.text('pass') })),
  enter: action(async (event, sent) => enter(event, sent, await signIn(sent.text('name'), sent.text('pass'), from(event, sent)))),
  passkey: action(async (event, sent) => enter(event, sent, await passkeys.signIn(sent.text('response'), from(event, sent)))),
  demo: action(async (event, sent) => {
    const person = (await people()).find(({ name }) => name === sent.text('as'));
    return person && enter(event, sent, await signIn(person.name, person.pass, from(event, sent), { factor: isDemo() }));
  })
};
