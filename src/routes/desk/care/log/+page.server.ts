import { page } from '#platform/http';
import { provider } from '#care/gate';
import * as openings from '#care/openings';
import * as sayings from '#house/sayings';
import { moment } from '#ui/when';

export const load = page(async ({ locals, url }) => {
  const asker = await provider(locals);
  const after = url.searchParams.get('after');
  const [looks, { timeZone }] = await Promise.all([openings.own(asker, { most: openings.onAPage + 1, after }), sayings.sayAnyway(locals.language)]);
  const { rows, older } = openings.paged(looks);
  return { log: rows.map(({ id, kind, knownAs, openedAt, byProgram }) => ({ id, kind, knownAs, byProgram, at: moment(openedAt, locals.language, timeZone) })), older, isNewest: after === null };
});
