import * as cookies from '#platform/cookies';
import { action, ownPath, page } from '#platform/http';
import { deviceOf, deviceWords } from '#members/device-rules';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as sessions from '#members/sessions';
import * as spareKeys from '#members/spare-keys';

export const load = page(({ locals: { language }, url }) => ({ next: ownPath(url.searchParams.get('next'), ''), sentence: makeSentence(language) }));

export const actions = {
  sentence: action(({ locals }, sent) => ({ typed: { ...sent.fields, sentence: makeSentence(locals.language) } })),
  use: action(async ({ locals, cookies: jar, request }, sent) => {
    const device = deviceOf(sent.text('device'));
    const { token, spareKey } = await spareKeys.use(
      { name: sent.text('name'), spareKey: sent.text('spare'), newPass: wishedPass(sent) },
      { address: locals.address, device, deviceWords: deviceWords(request.headers.get('user-agent')), instead: jar.get(cookies.session) });
    cookies.setSession(jar, token, device);
    locals.member = await sessions.enter(token);
    const next = ownPath(sent.text('next'));
    // With a second factor the session waits; the key is shown all the same, for it is made and shown once.
    return { used: { name: locals.member?.name ?? sent.text('name'), sentence: wishedPass(sent), spareKey, next: locals.member ? next : `/sign-in/second?next=${encodeURIComponent(next)}` } };
  })
};
