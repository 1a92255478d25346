import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as samples from '#forum/samples';
import { steward } from '#members/gate';

export const load = page(async ({ locals, url }) => ({ offered: await samples.offered(steward(locals)), most: samples.most, saved: url.searchParams.has('saved') }));

const done = () => redirect(303, '/desk/admin/samples?saved=');
export const actions = {
  choose: action(async ({ locals }, sent) => {
    await samples.choose(steward(locals), sent.text('code'));
    done();
  }),
  unchoose: action(async ({ locals }, sent) => {
    await samples.unchoose(steward(locals), sent.text('code'));
    done();
  })
};
