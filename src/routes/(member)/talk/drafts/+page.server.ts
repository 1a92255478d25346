import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page, type Sent } from '#platform/http';
import { signedIn } from '#members/gate';
import { draftOf, isPlace, pathOf } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as earlier from '#forum/earlier';
import * as unsent from '#forum/unsent';
import * as turnedAway from '#safety/turned-away';
import { offeredBeside, stillTurnedAway } from '../../offered.ts';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const all = await unsent.of(member);
  const elsewhere = url.searchParams.has('help') ? await turnedAway.elsewhere(member) : [];
  return { unsent: all, offered: await offeredBeside(member, [...elsewhere, ...(await stillTurnedAway(member, all.map(({ place }) => place)))]), isGone: url.searchParams.has('gone') };
});

/** Where words were set aside, and by which form; and what stands in the box of the page this was pressed on, if it has one. */
function aside(sent: Sent) {
  const [place = '', form = ''] = sent.text('earlier').split(' ');
  if (!isPlace(place)) notFound();
  return { place, form, typed: sent.has('text') ? draftOf(sent) : undefined };
}

export const actions = {
  bring: action(async ({ locals }, sent) => {
    const { place, form, typed } = aside(sent);
    await earlier.bring(signedIn(locals), place, form, typed);
    redirect(303, pathOf(place));
  }),
  letGo: action(async ({ locals }, sent) => {
    const [member, { place, form, typed }] = [signedIn(locals), aside(sent)];
    if (typed) await drafts.keepPressed(member, place, typed, sent.text('once'));
    await earlier.letGo(member, place, form);
    redirect(303, typed ? pathOf(place) : '/talk/drafts');
  }),
  forget: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    if (!isPlace(sent.text('place'))) notFound();
    await drafts.forget(member, sent.text('place'));
    redirect(303, '/talk/drafts');
  })
};
