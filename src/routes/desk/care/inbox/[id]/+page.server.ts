import { redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { NotFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { provider } from '#care/gate';
import * as sayings from '#house/sayings';
import * as inbox from '#messages/inbox';

export const load = page(async ({ locals, params, url, request }) => {
  const asker = await provider(locals);
  // What was refused because the conversation is gone is given back, on a page that holds nothing else.
  const conversation = await inbox.open(asker, params.id ?? '').catch((caught: unknown) => {
    if (caught instanceof NotFound && request.method !== 'GET') return undefined;
    throw caught;
  });
  const { messageRecord, recordWords } = await sayings.sayAnyway(asker.language);
  const mine = conversation?.messages.filter(({ writer, by }) => by === 'provider' && writer === asker.name) ?? [];
  return { conversation, me: asker.name, isOwn: conversation?.provider.id === asker.providerId, once: randomUUID(), record: messageRecord, recordWords, mine: mine.map(({ id, sentAt }) => ({ id, sentAt })), wished: url.searchParams.get('correct') };
});

export const actions = {
  answer: action(async ({ locals, params }, sent) => {
    const asker = await provider(locals);
    await inbox.answer(asker, params.id ?? '', { text: sent.text('text'), once: sent.text('once'), corrects: sent.text('corrects'), shown: sent.text('shown'), picture: await sent.bytes('picture') });
    redirect(303, '/desk/care/inbox?sent');
  }),
  letBe: action(async ({ locals, params }, sent) => {
    await inbox.letBe(await provider(locals), params.id ?? '', sent.text('shown'));
    redirect(303, `/desk/care/inbox?read=${params.id}`);
  }),
  putBack: action(async ({ locals, params }) => {
    await inbox.putBack(await provider(locals), params.id ?? '');
    redirect(303, `/desk/care/inbox/${params.id}`);
  })
};
