import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { lonelyNights } from '#house/duty-rules';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import { holidaysAhead, workPlaceOf } from '#house/workday-rules';
import { host, moderator } from '#members/gate';
import { asModerator } from '#members/members';

export const load = page(async ({ locals, url }) => {
  const asker = host(locals);
  const writer = asModerator(asker);
  const [week, people, typed, { timeZone, holidays, workPlace, homeCountry }] = await Promise.all([rota.week(asker), writer ? rota.people(writer) : [], presence.typed(), sayings.sayAnyway('en')]);
  return { lonely: lonelyNights(week, timeZone, new Date()), week, people, mayWrite: Boolean(writer), timeZone, typed, zones: Intl.supportedValuesOf('timeZone'), language: locals.language,
    holidays: holidaysAhead(workPlaceOf({ workPlace, homeCountry }), new Date().toISOString().slice(0, 10), 42), areKept: holidays === 'rest', saved: url.searchParams.has('saved') };
});

const done = () => redirect(303, '/desk/mod/rota?saved=');
export const actions = {
  add: action(async ({ locals }, sent) => {
    await rota.add(moderator(locals), { code: sent.text('person'), kind: sent.text('kind'), days: sent.all('days'), from: sent.text('from'), to: sent.text('to'), timeZone: sent.text('timeZone') });
    done();
  }),
  remove: action(async ({ locals }, sent) => {
    await rota.remove(moderator(locals), sent.text('shift'));
    done();
  }),
  skip: action(async ({ locals }, sent) => {
    const asker = host(locals);
    await rota.skip(asker, sent.text('shift'), sent.text('date'), Boolean(asModerator(asker)));
    done();
  }),
  comeAfterAll: action(async ({ locals }, sent) => {
    const asker = host(locals);
    await rota.comeAfterAll(asker, sent.text('shift'), sent.text('date'), Boolean(asModerator(asker)));
    done();
  })
};
