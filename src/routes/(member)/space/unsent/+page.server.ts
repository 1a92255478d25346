import { redirect } from '@sveltejs/kit';
import { action, ownPath, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as unsent from '#toolbox/unsent';
import { dayIn, isKept, wordsOf } from '#toolbox/unsent-rules';

/** My space saves; elsewhere others get it. */
const isOwn = (place: string) => isKept(...(place.split(/(?=\?)/) as [string, string]));

export const load = page(async ({ locals, url }) => ({
  back: ownPath(url.searchParams.get('back'), ''),
  forms: (await unsent.of(signedIn(locals))).map(({ id, madeAt, content }) => ({ id, madeAt, about: dayIn(content), words: wordsOf(content), fields: content.fields, isOwn: isOwn(content.place), isHalf: Boolean(content.half) && !content.again, wasSent: Boolean(content.again) }))
}));

export const actions = {
  /** The browser sends the very same fields on to where they were meant for. */
  send: action(async ({ locals }, sent) => redirect(307, await unsent.sendAgain(signedIn(locals), sent.text('unsent')))),
  letGo: action(async ({ locals }, sent) => {
    await unsent.letGo(signedIn(locals), sent.text('unsent'));
    redirect(303, '/space/unsent');
  })
};
