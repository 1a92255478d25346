import { redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { action, page } from '#platform/http';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as reading from '#messages/reading';
import * as threads from '#messages/threads';

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const conversation = await reading.open(member, params.id ?? '');
  const { messageRecord, recordWords } = await sayings.sayAnyway(member.language);
  const done = (['begun', 'sent', 'changed'] as const).find((one) => url.searchParams.has(one));
  return { conversation, once: randomUUID(), record: messageRecord, recordWords, done, wished: url.searchParams.get('correct') };
});

export const actions = {
  send: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    await threads.send(member, params.id ?? '', { text: sent.text('text'), once: sent.text('once'), corrects: sent.text('corrects'), picture: await sent.bytes('picture') });
    redirect(303, `/space/care/messages/${params.id}?sent`);
  }),
  team: action(async ({ locals, params }, sent) => {
    await threads.letTeam(signedIn(locals), params.id ?? '', sent.text('team') === 'on');
    redirect(303, `/space/care/messages/${params.id}?changed`);
  })
};
