import { redirect } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, ownPath, page, type Sent } from '#platform/http';
import * as arrivals from '#members/arrivals';
import { deviceOf, deviceWords } from '#members/device-rules';
import { workplace } from '#members/gate';
import * as identities from '#members/identities';
import { makeSeed } from '#members/members';
import * as names from '#members/names';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as providers from '#members/providers';
import * as sessions from '#members/sessions';
import * as invitations from '#members/invitations';
import * as opening from '#house/opening';
import * as sayings from '#house/sayings';
import * as vault from '#vault/vault';
import { lookAtName } from '../../looking.ts';

const isOpenFor = async (next: string) => (await opening.isOpen()) || invitations.leadsTo(next);

export const load = page(async ({ locals: { member, work, language }, url, request, cookies: jar }) => {
  const next = ownPath(url.searchParams.get('next'), '');
  if (member && request.method === 'GET') redirect(303, next || '/today');
  if (work) redirect(303, workplace);
  const [offers, conduct, isOpen, proved] = await Promise.all([names.offer(language, 4), sayings.conduct(language), isOpenFor(next), identities.arriving(jar.get(cookies.trip))]);
  return { isOpen, providers: providers.all().map(({ id, name }) => ({ id, name })), proved: proved && providers.find(proved.provider)?.name, offers, seed: makeSeed(), sentence: makeSentence(language), ways: conduct.lines, promise: vault.promise(), next };
});

/** A new offer beside everything that was typed; nothing is kept. */
const another = (change: (sent: Sent, event: { locals: App.Locals }) => Promise<Record<string, string>> | Record<string, string>) =>
  action(async (event, sent) => ({ typed: { ...sent.fields, ...(await change(sent, event)) } }));

export const actions = {
  name: another(async (_, { locals }) => ({ name: (await names.offer(locals.language))[0]! })),
  pattern: another(() => ({ seed: makeSeed() })),
  sentence: another((_, { locals }) => ({ sentence: makeSentence(locals.language) })),
  join: action(async ({ locals, cookies: jar, request }, sent) => {
    const next = ownPath(sent.text('next'), '');
    if (locals.work) redirect(303, workplace);
    if (locals.member) redirect(303, '/settings/keys?shown'); // the page was loaded again; a key is shown once
    if (!(await isOpenFor(next))) redirect(303, '/join');
    const conduct = await sayings.conduct(locals.language);
    lookAtName(sent, locals.language);
    const device = deviceOf(sent.text('device'));
    const { token, spareKey, proved } = await arrivals.arrive(sent, { language: locals.language, conduct },
      { address: locals.address, device, deviceWords: deviceWords(request.headers.get('user-agent')), instead: jar.get(cookies.session) }, jar.get(cookies.trip));
    cookies.setSession(jar, token, device);
    cookies.forgetTrip(jar);
    locals.member = await sessions.enter(token);
    if (proved?.adult && vault.isThere()) await vault.put(locals.member!, { adult: true }, { source: proved.provider, level: proved.level });
    return { joined: { name: locals.member!.name, sentence: wishedPass(sent), spareKey, next: next || '/welcome', device } };
  })
};
