import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import { addresses, type Area } from '#toolbox/area-rules';
import * as areas from '#toolbox/areas';
import * as papers from '#toolbox/papers';
import { led } from '../../../led.ts';

export const load = page(async (event) => {
  const { locals, params } = event;
  const member = signedIn(locals);
  const { paper, area } = await areas.open(member, params.id ?? '');
  if (area.id) led(event, params.id, { address: addresses[area.id] });
  const { clash, before } = paper ? await papers.beside<Area>(member, paper.id) : { clash: undefined, before: [] };
  return { area, version: paper?.version ?? 0, isKept: Boolean(paper), clash, before };
});

export const actions = {
  keep: action(async ({ locals, params }, sent) => {
    const { clashed } = await areas.keep(signedIn(locals), params.id ?? '', (name) => sent.text(name), Number(sent.text('version')));
    redirect(303, clashed ? `/space/areas/${params.id}` : '/space/areas?saved');
  }),
  takeAway: action(async ({ locals, params }) => {
    await areas.takeAway(signedIn(locals), params.id ?? '');
    redirect(303, '/space/areas?gone');
  }),
  settle: action(async ({ locals, params }, sent) => {
    await areas.settle(signedIn(locals), params.id ?? '', sent.text('clash'), sent.text('keep') === 'that');
    redirect(303, `/space/areas/${params.id}`);
  })
};
