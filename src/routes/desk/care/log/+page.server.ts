import { page } from '#platform/http';
import { provider } from '#care/gate';
import * as openings from '#care/openings';
import * as sayings from '#house/sayings';
import { moment } from '#ui/when';

export const load = page(async ({ locals }) => {
  const asker = await provider(locals);
  const [log, { timeZone }] = await Promise.all([openings.own(asker), sayings.sayAnyway(locals.language)]);
  return { log: log.map(({ id, kind, knownAs, openedAt }) => ({ id, kind, knownAs, at: moment(openedAt, locals.language, timeZone) })) };
});
