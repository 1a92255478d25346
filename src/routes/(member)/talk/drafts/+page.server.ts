import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import { isPlace } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as unsent from '#forum/unsent';
import * as turnedAway from '#safety/turned-away';
import { offeredBeside, stillTurnedAway } from '../../offered.ts';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const all = await unsent.of(member);
  const elsewhere = url.searchParams.has('help') ? await turnedAway.elsewhere(member) : [];
  return { unsent: all, offered: await offeredBeside(member, [...elsewhere, ...(await stillTurnedAway(member, all.map(({ place }) => place)))]), isGone: url.searchParams.has('gone') };
});

export const actions = {
  forget: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    if (!isPlace(sent.text('place'))) notFound();
    await drafts.forget(member, sent.text('place'));
    redirect(303, '/talk/drafts');
  })
};
