/** The one question before words are sent, the same in every place somebody writes in. */
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { NotFound } from '#platform/answers';
import { action, type Sent } from '#platform/http';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import { draftOf, isPlace, isWorthKeeping, type Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as questions from '#forum/questions';
import * as turnedAway from '#safety/turned-away';
import { isTurnedAway } from '#safety/turned-away-rules';

/** The draft place a form belongs to. */
type PlaceOf = (params: RequestEvent['params']) => string;
/** Says no where the asker may not write. */
type MayWrite = (member: Member, params: RequestEvent['params']) => Promise<unknown>;
type Answer = { draft: Draft; once: string; admit: string[]; asked?: questions.Asked; looked?: drafts.LookedOver; isChanged?: boolean; /** This form has sent these very words: somebody went back. */ isSent?: boolean };

/** The page again, with these words in the box. */
export const answer = (draft: Draft, sent: Sent, more: Omit<Answer, 'draft' | 'once' | 'admit'>): Answer => ({ draft, once: sent.text('once'), admit: sent.all('admit'), ...more });

/**
 * What the words are for may have gone while they were written, or be there for others only: the two look the same. Then
 * they are kept, and their writer is led to them instead of to a page that says nothing is there.
 */
export async function orTheirWords<Result>(member: Member, place: string, work: () => Promise<Result>, draft?: Draft): Promise<Result> {
  try {
    return await (draft ? drafts.keeping(member, place, draft, work) : work());
  } catch (caught) {
    if (caught instanceof NotFound && (await drafts.of(member, place))) redirect(303, '/talk/drafts?gone');
    throw caught;
  }
}

/**
 * Somebody pressed Send on these words. Where they are turned away, kept as they are, they are read for danger all the same
 * before the no is passed on, which is the no it was: it says nothing more of why. They are a draft before they are read: help
 * stands above what was one then (`offeredInstead`).
 */
export const sending = <Result>(member: Member, place: string, draft: Draft, work: () => Promise<Result>): Promise<Result> =>
  orTheirWords(member, place, async () => {
    try {
      return await work();
    } catch (caught) {
      if (isTurnedAway(caught, place, draft)) {
        if (isWorthKeeping(draft) && isPlace(place)) await drafts.keep(member, place, draft);
        await turnedAway.take(member, place, draft);
      }
      throw caught;
    }
  }, draft);

/** What to show instead of sending; nothing when the words may go, or went before. The draft is kept meanwhile. */
export async function askedFirst(member: Member, place: string, draft: Draft, sent: Sent): Promise<Answer | undefined> {
  const asked = await questions.before(member, place, draft, { isSure: sent.has('sure') });
  if (!asked || (await drafts.keepPressed(member, place, draft, sent.text('once')))) return undefined;
  return answer(draft, sent, { asked });
}

/** "Look it over", and one press on a safer wording. */
export const lookingOver = (placeOf: PlaceOf, mayWrite?: MayWrite) => ({
  look: action(async ({ locals, params }, sent) => {
    const [member, place, draft] = [signedIn(locals), placeOf(params as RequestEvent['params']), draftOf(sent)];
    return orTheirWords(member, place, async () => {
      await mayWrite?.(member, params as RequestEvent['params']);
      const isSent = await drafts.keepPressed(member, place, draft, sent.text('once'));
      return answer(draft, sent, { looked: drafts.lookOver(member, draft), isSent, ...(isSent ? {} : { asked: await questions.before(member, place, draft) }) });
    }, draft);
  }),
  change: action(async ({ locals, params }, sent) => {
    const [member, place, typed] = [signedIn(locals), placeOf(params as RequestEvent['params']), draftOf(sent)];
    return orTheirWords(member, place, async () => {
      await mayWrite?.(member, params as RequestEvent['params']);
      const draft = await questions.change(member, place, typed, sent.text('change'));
      await drafts.keepPressed(member, place, draft, sent.text('once'));
      return answer(draft, sent, { asked: await questions.before(member, place, draft), isChanged: true });
    }, typed);
  })
});
