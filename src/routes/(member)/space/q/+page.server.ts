import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import { againFrom, isStillOpen } from '#measures/when-rules';
import * as wishes from '#measures/wishes';
import { signedIn } from '#members/gate';
import * as readiness from '#safety/readiness';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const now = new Date();
  const [all, mine, { layout, later }] = await Promise.all([readiness.lacks().then((people) => instruments.all(people)), responses.of(member), wishes.of(member)]);
  const listed = all.flatMap(({ id, title, instrument, isChosen, lacks }) => {
    if (!instrument) return [];
    const own = mine.filter((response) => response.instrument === id);
    const isOffered = isChosen && !lacks.length;
    if (!isOffered && !own.length) return [];
    const from = againFrom(own, instrument.scoring.windowDays);
    const begun = own.find((response) => isStillOpen(response, instrument.scoring.windowDays, now));
    const until = later[id] && new Date(later[id]) > now ? new Date(later[id]) : undefined;
    const state = begun ? ('begun' as const) : !isOffered ? ('off' as const) : from && from > now ? ('early' as const) : until ? ('later' as const) : ('open' as const);
    const done = begun ? Object.keys(begun.answers).length : 0;
    return [{ id, address: instrument.address, title, count: instrument.questionnaire.items.length, window: instrument.scoring.windowDays, state, from, until, done, last: own.find(({ doneAt }) => doneAt)?.doneAt ?? undefined }];
  });
  return { listed, layout, kept: url.searchParams.has('kept') };
});

export const actions = {
  layout: action(async ({ locals }, sent) => {
    await wishes.chooseLayout(signedIn(locals), sent.text('layout'));
    redirect(303, '/space/q?kept');
  }),
  later: action(async ({ locals }, sent) => {
    await wishes.putOff(signedIn(locals), instruments.one(sent.text('measure')).id);
    redirect(303, '/space/q');
  }),
  takeUp: action(async ({ locals }, sent) => {
    await wishes.takeUp(signedIn(locals), instruments.one(sent.text('measure')).id);
    redirect(303, '/space/q');
  })
};
