import { randomUUID } from 'node:crypto';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, ownPath, page, type Sent } from '#platform/http';
import * as arrivals from '#members/arrivals';
import { deviceOf } from '#members/device-rules';
import { workplace } from '#members/gate';
import * as identities from '#members/identities';
import { makeSeed } from '#members/members';
import * as names from '#members/names';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as providers from '#members/providers';
import * as sessions from '#members/sessions';
import * as invitations from '#members/invitations';
import * as agreements from '#house/agreements';
import * as opening from '#house/opening';
import * as sayings from '#house/sayings';
import * as vault from '#vault/vault';
import { lookAtName } from '../../looking.ts';
import { from } from '../sign-in/entering.ts';

type Event = Pick<RequestEvent, 'locals' | 'cookies' | 'request'>;

const isOpenFor = async (next: string) => (await opening.isOpen()) || invitations.leadsTo(next);

export const load = page(async ({ locals: { member, work, language }, url, request, cookies: jar }) => {
  const next = ownPath(url.searchParams.get('next'), '');
  if (member && request.method === 'GET') redirect(303, next || '/today');
  if (work) redirect(303, workplace);
  const [offers, conduct, isOpen, proved] = await Promise.all([names.offer(language, 4), sayings.conduct(language), isOpenFor(next), identities.arriving(jar.get(cookies.trip))]);
  return { isOpen, providers: providers.all().map(({ id, name }) => ({ id, name })), proved: proved && providers.find(proved.provider)?.name, offers, seed: makeSeed(), sentence: makeSentence(language), ways: conduct.lines, promise: vault.promise(), next, once: randomUUID() };
});

/** A new offer beside everything that was typed; nothing is kept. */
const another = (change: (sent: Sent, event: { locals: App.Locals }) => Promise<Record<string, string>> | Record<string, string>) =>
  action(async (event, sent) => ({ typed: { ...sent.fields, ...(await change(sent, event)) } }));

export const actions = {
  name: another(async (_, { locals }) => ({ name: (await names.offer(locals.language))[0]! })),
  pattern: another(() => ({ seed: makeSeed() })),
  sentence: another((_, { locals }) => ({ sentence: makeSentence(locals.language) })),
  join: action(async (event, sent) => {
    const { locals, cookies: jar } = event;
    const next = ownPath(sent.text('next'), '');
    const device = deviceOf(sent.text('device'));
    const arrived = locals.work || locals.member ? await arrivals.arriveAgain(sent, from(event, device)) : await arriveAnew(event, sent, next, device);
    if (!arrived) return redirect(303, locals.work ? workplace : '/settings/keys?shown'); // the page was loaded again; a key is shown once
    const { token, spareKey, proved } = arrived;
    cookies.setSession(jar, token, device);
    cookies.forgetTrip(jar);
    locals.member = await sessions.enter(token);
    if (proved?.adult && vault.isThere()) await vault.put(locals.member!, { adult: true }, { source: proved.provider, level: proved.level });
    return { joined: { name: locals.member?.name ?? sent.text('name'), sentence: wishedPass(sent), spareKey, next: next || '/welcome', device } };
  })
};

async function arriveAnew(event: Event, sent: Sent, next: string, device: 'shared' | 'own') {
  const { locals, cookies: jar } = event;
  if (!(await isOpenFor(next))) redirect(303, '/join');
  const [conduct, moderation] = await Promise.all([sayings.conduct(locals.language), agreements.toJoin(locals.language)]);
  lookAtName(sent, locals.language);
  return arrivals.arrive(sent, { language: locals.language, conduct, moderation }, from(event, device), jar.get(cookies.trip));
}
