import { redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { action, page } from '#platform/http';
import { provider } from '#care/gate';
import * as sayings from '#house/sayings';
import * as inbox from '#messages/inbox';

export const load = page(async ({ locals, params, url }) => {
  const asker = await provider(locals);
  const conversation = await inbox.open(asker, params.id ?? '');
  const { messageRecord, recordWords } = await sayings.sayAnyway(asker.language);
  const wished = url.searchParams.get('correct');
  const mine = conversation.messages.filter(({ writer, by }) => by === 'provider' && writer === asker.name);
  return { conversation, me: asker.name, isOwn: conversation.provider.id === asker.providerId, once: randomUUID(), record: messageRecord, recordWords, corrects: mine.find(({ id }) => id === wished) };
});

export const actions = {
  default: action(async ({ locals, params }, sent) => {
    const asker = await provider(locals);
    await inbox.answer(asker, params.id ?? '', { text: sent.text('text'), once: sent.text('once'), corrects: sent.text('corrects'), picture: await sent.bytes('picture') });
    redirect(303, '/desk/care/inbox?sent');
  })
};
