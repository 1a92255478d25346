import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { keyAsked } from '#forum/page-rules';
import * as places from '#forum/places';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as handshakes from '#members/handshakes';
import * as personas from '#members/personas';
import * as reminders from '#members/reminders';
import * as spaces from '#members/spaces';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const space = await spaces.one(member, code, smallestArea);
  if (!space.mine) redirect(303, `/meet/${code}/join`);
  const here = await personas.inPlace(member, code);
  const [shown, between, reminder] = await Promise.all([
    places.read(member, here, after), handshakes.of(member, here), reminders.due(member, ['local', 'reveal', 'season'])
  ]);
  return { space, here, shown, isAsked: between.asking.length > 0, sharesWithSome: between.open.length > 0, reminder, isFirst: !after };
});
