import { redirect } from '@sveltejs/kit';
import { action, ownPath, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as turnedAway from '#safety/turned-away';
import { sentThere } from '#safety/turned-away-rules';
import * as unsent from '#toolbox/unsent';
import { dayIn, isKept, wordsOf, type Form } from '#toolbox/unsent-rules';
import { offeredBeside } from '../../offered.ts';

const partsOf = (place: string) => place.split(/(?=\?)/) as [string, string];
/** My space saves; elsewhere others get it. */
const isOwn = (place: string) => isKept(...partsOf(place));
/** Somebody sent it to a room or a gathering: then it may have been read for danger, and a moderator may have it. */
const wasRead = ({ place, fields, half = false }: Form & { half?: boolean }) =>
  !half && Boolean(sentThere(...partsOf(place), { text: (name) => fields.find(([field]) => field === name)?.[1] ?? '' })?.text.trim());

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const forms = (await unsent.of(member)).map(({ id, madeAt, content }) => ({ id, madeAt, about: dayIn(content), words: wordsOf(content), fields: content.fields, isOwn: isOwn(content.place), wasRead: wasRead(content), isHalf: Boolean(content.half) && !content.again, wasSent: Boolean(content.again) }));
  return { back: ownPath(url.searchParams.get('back'), ''), forms, offered: await offeredBeside(member, await turnedAway.elsewhere(member)), isTurnedAway: forms.some((form) => form.wasRead && !form.wasSent) };
});

export const actions = {
  /** The browser sends the very same fields on to where they were meant for. */
  send: action(async ({ locals }, sent) => redirect(307, await unsent.sendAgain(signedIn(locals), sent.text('unsent')))),
  letGo: action(async ({ locals }, sent) => {
    await unsent.letGo(signedIn(locals), sent.text('unsent'));
    redirect(303, '/space/unsent');
  })
};
