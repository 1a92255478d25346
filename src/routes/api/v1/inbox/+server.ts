import * as inbox from '#messages/inbox';
import { asked, json } from '../../answering.ts';

export const GET = asked('messages', async ({ provider }) => json({
  conversations: (await inbox.of(provider)).map(({ id, tieId, kind, subject, knownAs, provider: to, isOwn, isNew, isLate, dueDay, isResting, lastAt }) => ({ id, tie: tieId, kind, subject, knownAs, provider: to, isOwn, isNew, isLate, dueDay, isResting, lastAt }))
}));
