import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as circles from '#circles/circles';
import { notice } from '#circles/endings';
import * as holds from '#circles/holds';
import * as lettingGo from '#circles/letting-go';
import * as duty from '#house/duty';
import { steward } from '#members/gate';

export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const [all, wishes] = await Promise.all([circles.forStewards(asker), circles.wishes(asker)]);
  return { all, wishes, notice, once: randomUUID(), language: asker.language, saved: url.searchParams.has('saved') };
});

const done = (): never => redirect(303, '/desk/admin/circles?saved');
export const actions = {
  open: action(async ({ locals }, sent) => {
    const asker = steward(locals);
    const said = (name: string) => sent.text(name);
    await circles.open(asker, {
      kind: said('kind'), name: said('name'), about: said('about'), agreement: said('agreement'), language: said('language'), most: said('most'), weeks: said('weeks'),
      date: said('date'), time: said('time'), minutes: said('minutes'), call: said('call'), from: said('from')
    }, (await duty.now()).timeZone, said('once'), said('another') === 'yes');
    done();
  }),
  unhold: action(async ({ locals }, sent) => {
    await holds.end(steward(locals), sent.text('circle'), sent.text('name'));
    done();
  }),
  allow: action(async ({ locals }, sent) => {
    await holds.allow(steward(locals), sent.text('circle'), sent.text('again'));
    done();
  }),
  letGo: action(async ({ locals }, sent) => {
    await lettingGo.say(steward(locals), sent.text('circle'), sent.text('endsOn'));
    done();
  }),
  takeUp: action(async ({ locals }, sent) => {
    await lettingGo.takeBack(steward(locals), sent.text('circle'));
    done();
  }),
  answered: action(async ({ locals }, sent) => {
    await circles.answered(steward(locals), sent.text('id'));
    done();
  })
};
