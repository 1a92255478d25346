import { redirect } from '@sveltejs/kit';
import { isThisMachineAlone, setting } from '#platform/config';
import { action, ownPath, page, type Sent } from '#platform/http';
import { deviceOf } from '#members/device-rules';
import { workplace } from '#members/gate';
import type { Role } from '#members/members';
import * as passkeys from '#members/passkeys';
import * as providers from '#members/providers';
import { signIn } from '#members/sign-ins';
import { enter, from } from './entering.ts';

type Person = { name: string; pass: string; role?: Role | 'provider' | null };
const isDemo = () => isThisMachineAlone() && setting('DEMO') === 'on';

/** The demo people, where there are any; elsewhere that file is not even read. */
async function people(): Promise<Person[]> {
  if (!isDemo()) return [];
  const demo: { demoPeople?: () => Person[] | Promise<Person[]> } = await import('../../../demo.ts');
  return (await demo.demoPeople?.()) ?? [];
}

export const load = page(async ({ locals: { member, work }, url }) => {
  const next = ownPath(url.searchParams.get('next'), '');
  if (member) redirect(303, next || '/today');
  if (work) redirect(303, workplace);
  return { next, hasKept: url.searchParams.has('kept'), hasLost: url.searchParams.has('lost'), providers: providers.all().map(({ id, name }) => ({ id, name })), people: (await people()).map(({ name, role }) => ({ name, role })) };
});

const device = (sent: Sent) => deviceOf(sent.text('device'));

export const actions = {
  /** Without a script this is how a sentence becomes readable: the same page, with the field open. */
  show: action((_, sent) => ({ typed: sent.fields, shown: sent.text('pass') })),
  hide: action((_, sent) => ({ typed: sent.fields, hidden: sent.text('pass') })),
  enter: action(async (event, sent) => enter(event, await signIn(sent.text('name'), sent.text('pass'), from(event, device(sent))), device(sent), sent.text('next'))),
  passkey: action(async (event, sent) => enter(event, await passkeys.signIn(sent.text('response'), from(event, device(sent))), device(sent), sent.text('next'))),
  demo: action(async (event, sent) => {
    const person = (await people()).find(({ name }) => name === sent.text('as'));
    return person && enter(event, await signIn(person.name, person.pass, from(event, device(sent)), { factor: isDemo() }), device(sent), sent.text('next'));
  })
};
