import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, ownPath, page, type Sent } from '#platform/http';
import * as factors from '#members/factors';
import * as passkeys from '#members/passkeys';
import * as sessions from '#members/sessions';
import * as sayings from '#house/sayings';

type Event = Pick<RequestEvent, 'locals' | 'cookies' | 'url'>;

/** Signed in, or with the first half of the way in shown. Anybody else starts at the beginning. */
async function half({ locals: { member }, cookies: jar, url }: Event) {
  const found = member ? { id: member.id, name: member.name, sessionId: member.session.id } : await sessions.waiting(jar.get(cookies.session));
  return found ?? redirect(303, `/sign-in?next=${encodeURIComponent(ownPath(url.searchParams.get('next')))}`);
}

export const load = page(async (event) => {
  const { locals: { member, language }, url } = event;
  const who = await half(event);
  const next = ownPath(url.searchParams.get('next'));
  const [isKnown, known, { serviceName }] = await Promise.all([factors.isConfirmed(who), passkeys.of(who), sayings.sayAnyway(language)]);
  if (isKnown && member?.session.factorAt && event.request.method === 'GET') redirect(303, next);
  const isStaff = Boolean(member?.roles.length);
  return { next, isKnown, isStaff, hasPasskey: known.length > 0, enrolment: isKnown ? undefined : await factors.begin(who, serviceName || 'Alongside') };
});

const goOn = ({ cookies: jar }: Event, sent: Sent, { token, device }: Awaited<ReturnType<typeof sessions.stepUp>>): never => {
  cookies.setSession(jar, token, device);
  redirect(303, ownPath(sent.text('next')));
};

export const actions = {
  code: action(async (event, sent) => {
    const who = await half(event);
    return goOn(event, sent, await factors.confirm(who, who.sessionId, sent.text('code')));
  }),
  passkey: action(async (event, sent) => {
    const who = await half(event);
    return goOn(event, sent, await passkeys.stepUp(who.id, who.sessionId, sent.text('response')));
  })
};
