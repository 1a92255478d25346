import { randomUUID } from 'node:crypto';
import { fail } from '@sveltejs/kit';
import { Refusal } from '#platform/answers';
import * as cookies from '#platform/cookies';
import { action, ownPath, page } from '#platform/http';
import { deviceOf } from '#members/device-rules';
import { makeSentence } from '#members/passes';
import { wishedPass } from '#members/pass-rules';
import * as recoveries from '#members/recoveries';
import * as sessions from '#members/sessions';
import * as sayings from '#house/sayings';
import { from } from '../entering.ts';

export const load = page(async ({ locals: { language }, url }) => ({
  next: ownPath(url.searchParams.get('next'), ''), sentence: makeSentence(language), once: randomUUID(), language, timeZone: (await sayings.sayAnyway(language)).timeZone
}));

const isAboutThePass = (done: unknown): done is Refusal => done instanceof Refusal && done.field === 'pass';

export const actions = {
  show: action(async ({ locals }, sent) => ({ typed: sent.fields, waiting: await recoveries.show(sent.text('name'), sent.text('code'), locals.address) })),
  sentence: action(({ locals }, sent) => ({ typed: { ...sent.fields, sentence: makeSentence(locals.language) }, waiting: { isDue: true, dueAt: new Date() } })),
  finish: action(async (event, sent) => {
    const device = deviceOf(sent.text('device'));
    const lost = { name: sent.text('name'), code: sent.text('code'), newPass: wishedPass(sent), once: sent.text('once') };
    const done = await recoveries.finish(lost, from(event, device)).catch((caught: unknown) => caught);
    // A sentence that does not do: the code they wrote off a paper is given back, letter for letter.
    if (isAboutThePass(done)) return fail(409, { refused: { key: done.key, field: done.field, values: done.values }, typed: sent.fields, waiting: { isDue: true, dueAt: new Date() } });
    if (done instanceof Error) throw done;
    const { token, spareKey } = done as Awaited<ReturnType<typeof recoveries.finish>>;
    cookies.setSession(event.cookies, token, device);
    event.locals.member = await sessions.enter(token);
    const next = ownPath(sent.text('next'));
    const to = event.locals.member ? next : `/sign-in/second?next=${encodeURIComponent(next)}`;
    return { used: { name: event.locals.member?.name ?? sent.text('name'), sentence: wishedPass(sent), spareKey, next: to } };
  })
};
