import { notFound } from '#platform/answers';
import * as cookies from '#platform/cookies';
import { action, page } from '#platform/http';
import * as invitations from '#care/invitations';
import { deviceOf, deviceWords } from '#members/device-rules';
import * as identities from '#members/identities';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as providers from '#members/providers';
import * as sessions from '#members/sessions';

/** Somebody invited to work with members. Whoever is signed in as a member here is told to leave that account first: the two never meet. */
export const load = page(async ({ locals, params, cookies: jar }) => {
  const invitation = (await invitations.knock(params.token ?? '', locals.address)) ?? (locals.work ? undefined : notFound());
  const proved = await identities.arriving(jar.get(cookies.trip));
  return {
    organisation: invitation?.organisation ?? '', isMember: Boolean(locals.member), isDone: Boolean(locals.work), path: locals.path, sentence: makeSentence(locals.language),
    providers: providers.all().map(({ id, name }) => ({ id, name })), proved: proved && providers.find(proved.provider)?.name
  };
});

export const actions = {
  sentence: action(({ locals }, sent) => ({ typed: { ...sent.fields, sentence: makeSentence(locals.language) } })),
  join: action(async ({ locals, params, cookies: jar, request }, sent) => {
    if (locals.member || locals.work) notFound();
    if (!(await invitations.knock(params.token ?? '', locals.address))) notFound();
    const pass = wishedPass(sent);
    const signInName = sent.text('signInName');
    const { accountId, spareKey } = await invitations.take(params.token ?? '', { name: sent.text('name'), role: sent.text('role'), signInName, pass, language: locals.language }, jar.get(cookies.trip));
    const device = deviceOf(sent.text('device'));
    const token = await sessions.begin(accountId, device, deviceWords(request.headers.get('user-agent')), { instead: jar.get(cookies.session) });
    cookies.setSession(jar, token, device);
    cookies.forgetTrip(jar);
    locals.work = (await sessions.whoever(token)).work;
    return { joined: { name: signInName, sentence: pass, spareKey, next: '/sign-in/second?next=/desk/care', device: 'shared' as const } };
  })
};
