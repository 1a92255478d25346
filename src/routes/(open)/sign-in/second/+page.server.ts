import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, ownPath, page, type Sent } from '#platform/http';
import * as factors from '#members/factors';
import * as passkeys from '#members/passkeys';
import * as sessions from '#members/sessions';
import * as sayings from '#house/sayings';

type Event = Pick<RequestEvent, 'locals' | 'cookies' | 'url'>;

/** Signed in, or with the first half of the way in shown. Anybody else starts at the beginning. */
async function half({ locals, cookies: jar, url }: Event) {
  const member = locals.member ?? locals.work;
  const found = member ? { id: member.id, name: member.name, sessionId: member.session.id } : await sessions.waiting(jar.get(cookies.session));
  return found ?? redirect(303, `/sign-in?next=${encodeURIComponent(ownPath(url.searchParams.get('next')))}`);
}

export const load = page(async (event) => {
  const { locals: { language }, url } = event;
  const member = event.locals.member ?? event.locals.work;
  const who = await half(event);
  const next = ownPath(url.searchParams.get('next'));
  const [isKnown, known, { serviceName }] = await Promise.all([factors.isConfirmed(who), passkeys.of(who), sayings.sayAnyway(language)]);
  if (isKnown && member?.session.factorAt && event.request.method === 'GET') redirect(303, next);
  // Staff with a passkey show that; a new app is set up by who has shown what there is.
  const byDevice = Boolean(member?.roles.length) && !member?.session.factorAt && known.length > 0;
  const enrolment = isKnown || byDevice || !member ? undefined : await factors.begin(member, serviceName || 'Alongside');
  return { next, isKnown, byDevice, isStaff: Boolean(member?.roles.length), hasPasskey: known.length > 0, enrolment };
});

const goOn = ({ cookies: jar }: Event, sent: Sent, { token, device }: Awaited<ReturnType<typeof sessions.stepUp>>): never => {
  cookies.setSession(jar, token, device);
  redirect(303, ownPath(sent.text('next')));
};

export const actions = {
  code: action(async (event, sent) => {
    const who = await half(event);
    const member = event.locals.member ?? event.locals.work;
    const stepped = member && !(await factors.isConfirmed(who)) ? factors.confirm(member, sent.text('code')) : factors.show(who, who.sessionId, sent.text('code'));
    return goOn(event, sent, await stepped);
  }),
  passkey: action(async (event, sent) => {
    const who = await half(event);
    return goOn(event, sent, await passkeys.stepUp(who.id, who.sessionId, sent.text('response')));
  })
};
