import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as goodLines from '#forum/good-lines';
import * as samples from '#forum/samples';
import { steward } from '#members/gate';

export const load = page(async ({ locals, url }) => ({ lines: await goodLines.offered(steward(locals)), offered: await samples.offered(steward(locals)), most: samples.most, saved: url.searchParams.has('saved') }));

const done = () => redirect(303, '/desk/admin/samples?saved=');
export const actions = {
  chooseLine: action(async ({ locals }, sent) => {
    await goodLines.choose(steward(locals), sent.text('post'), sent.text('stamp'));
    done();
  }),
  unchooseLine: action(async ({ locals }, sent) => {
    await goodLines.unchoose(steward(locals), sent.text('post'));
    done();
  }),
  choose: action(async ({ locals }, sent) => {
    await samples.choose(steward(locals), sent.text('code'), sent.text('stamp'));
    done();
  }),
  unchoose: action(async ({ locals }, sent) => {
    await samples.unchoose(steward(locals), sent.text('code'));
    done();
  })
};
