import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as places from '#forum/places';
import * as sayings from '#house/sayings';
import * as endings from '#members/endings';
import { steward } from '#members/gate';
import * as spaces from '#members/spaces';

export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const { smallestArea } = await sayings.sayAnyway(asker.language);
  return { all: await spaces.forStewards(asker, smallestArea), language: asker.language, once: randomUUID(), saved: url.searchParams.has('saved') };
});

const done = (): never => redirect(303, '/desk/admin/places?saved=');
export const actions = {
  open: action(async ({ locals }, sent) => {
    const said = (name: string) => sent.text(name);
    await places.open(steward(locals), { kind: said('kind'), name: said('name'), about: said('about'), region: said('region'), area: said('area'), language: said('language') }, said('once'), said('another') === 'yes');
    done();
  }),
  close: action(async ({ locals }, sent) => {
    await places.close(steward(locals), sent.text('place'));
    done();
  }),
  ends: action(async ({ locals }, sent) => {
    await endings.say(steward(locals), sent.text('place'), sent.text('endsOn').trim());
    done();
  }),
  reopen: action(async ({ locals }, sent) => {
    await places.reopen(steward(locals), sent.text('place'));
    done();
  })
};
