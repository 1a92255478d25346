/** The one question before words are sent, the same in every place somebody writes in. */
import type { RequestEvent } from '@sveltejs/kit';
import { action, type Sent } from '#platform/http';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import { draftOf, type Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as questions from '#forum/questions';

/** The draft place a form belongs to; it says no where the asker may not write. */
type PlaceOf = (member: Member, params: RequestEvent['params']) => Promise<string> | string;
type Answer = { draft: Draft; once: string; admit: string[]; asked?: questions.Asked; looked?: drafts.LookedOver; isChanged?: boolean };

const answer = (draft: Draft, sent: Sent, more: Omit<Answer, 'draft' | 'once' | 'admit'>): Answer => ({ draft, once: sent.text('once'), admit: sent.all('admit'), ...more });

/** What to show instead of sending; nothing when the words may go. The draft is kept meanwhile. */
export async function askedFirst(member: Member, place: string, draft: Draft, sent: Sent): Promise<Answer | undefined> {
  const asked = await questions.before(member, place, draft, { isSure: sent.has('sure') });
  if (!asked) return undefined;
  await drafts.keep(member, place, draft);
  return answer(draft, sent, { asked });
}

/** "Look it over", and one press on a safer wording. */
export const lookingOver = (placeOf: PlaceOf) => ({
  look: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    const place = await placeOf(member, params as RequestEvent['params']);
    const draft = draftOf(sent);
    await drafts.keep(member, place, draft);
    return answer(draft, sent, { looked: drafts.lookOver(member, draft), asked: await questions.before(member, place, draft) });
  }),
  change: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    const place = await placeOf(member, params as RequestEvent['params']);
    const draft = await questions.change(member, place, draftOf(sent), sent.text('change'));
    await drafts.keep(member, place, draft);
    return answer(draft, sent, { asked: await questions.before(member, place, draft), isChanged: true });
  })
});
