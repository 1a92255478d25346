import { redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { notFound } from '#platform/answers';
import * as cookies from '#platform/cookies';
import { action, page } from '#platform/http';
import * as invitations from '#care/invitations';
import { deviceOf } from '#members/device-rules';
import { workplace } from '#members/gate';
import * as identities from '#members/identities';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as providers from '#members/providers';
import * as sessions from '#members/sessions';
import { from } from '../../../sign-in/entering.ts';

const second = '/sign-in/second?next=/desk/care';

/** Somebody invited to work with members. Whoever is signed in as a member here is told to leave that account first: the two never meet. */
export const load = page(async ({ locals, params, cookies: jar }) => {
  const invitation = (await invitations.knock(params.token ?? '', locals.address)) ?? (locals.work ? undefined : notFound());
  const proved = await identities.arriving(jar.get(cookies.trip));
  return {
    organisation: invitation?.organisation ?? '', isMember: Boolean(locals.member), isDone: Boolean(locals.work), path: locals.path, sentence: makeSentence(locals.language), once: randomUUID(),
    providers: providers.all().map(({ id, name }) => ({ id, name })), proved: proved && providers.find(proved.provider)?.name
  };
});

export const actions = {
  sentence: action(({ locals }, sent) => ({ typed: { ...sent.fields, sentence: makeSentence(locals.language) } })),
  join: action(async (event, sent) => {
    const { locals, params, cookies: jar } = event;
    if (locals.member) notFound();
    const joining = { name: sent.text('name'), role: sent.text('role'), signInName: sent.text('signInName'), pass: wishedPass(sent), language: locals.language, once: sent.text('once') };
    const device = deviceOf(sent.text('device'));
    const arrived = await (locals.work ? invitations.arriveAgain(params.token ?? '', joining, from(event, device)) : invitations.arrive(params.token ?? '', joining, from(event, device), jar.get(cookies.trip)));
    if (!arrived) return redirect(303, workplace); // the page was loaded again; a key is shown once
    cookies.setSession(jar, arrived.token, device);
    cookies.forgetTrip(jar);
    locals.work = (await sessions.whoever(arrived.token)).work;
    if (!locals.work) redirect(303, second); // with a second factor already
    return { joined: { name: joining.signInName, sentence: joining.pass, spareKey: arrived.spareKey, next: second, device: 'shared' as const } };
  })
};
