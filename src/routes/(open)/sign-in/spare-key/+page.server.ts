import { randomUUID } from 'node:crypto';
import * as cookies from '#platform/cookies';
import { action, ownPath, page } from '#platform/http';
import { deviceOf } from '#members/device-rules';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as sessions from '#members/sessions';
import * as spareKeys from '#members/spare-keys';
import { from } from '../entering.ts';

export const load = page(({ locals: { language }, url }) => ({ next: ownPath(url.searchParams.get('next'), ''), sentence: makeSentence(language), once: randomUUID() }));

export const actions = {
  sentence: action(({ locals }, sent) => ({ typed: { ...sent.fields, sentence: makeSentence(locals.language) } })),
  use: action(async (event, sent) => {
    const { locals, cookies: jar } = event;
    const device = deviceOf(sent.text('device'));
    const lost = { name: sent.text('name'), spareKey: sent.text('spare'), newPass: wishedPass(sent), once: sent.text('once') };
    const { token, spareKey } = await spareKeys.use(lost, from(event, device));
    cookies.setSession(jar, token, device);
    locals.member = await sessions.enter(token);
    const next = ownPath(sent.text('next'));
    // With a second factor the session waits; the key is shown all the same, for it is made and shown once.
    return { used: { name: locals.member?.name ?? sent.text('name'), sentence: wishedPass(sent), spareKey, next: locals.member ? next : `/sign-in/second?next=${encodeURIComponent(next)}` } };
  })
};
