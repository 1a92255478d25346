import * as inbox from '#messages/inbox';
import { asked, json } from '../../../answering.ts';

export const GET = asked('messages', async ({ provider, params }) => {
  const { id, tieId, kind, subject, knownAs, isResting, messages } = await inbox.open(provider, params.id ?? '');
  return json({
    id, tie: tieId, kind, subject, knownAs, isResting,
    messages: messages.map(({ id: message, by, writer, text, sentAt, correctsId, dueDay, isLate, pictures }) => ({ id: message, by, writer, text, sentAt, corrects: correctsId, dueDay, isLate, pictures: pictures.length }))
  });
});
