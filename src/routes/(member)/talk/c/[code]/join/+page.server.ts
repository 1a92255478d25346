import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import * as circles from '#circles/circles';
import * as seats from '#circles/seats';
import { signedIn } from '#members/gate';
import { asHost, makeSeed } from '#members/members';
import * as names from '#members/names';
import * as pledges from '#members/pledges';
import { lookAtName } from '../../../../../looking.ts';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const circle = await circles.one(member, code);
  if (circle.myRole) redirect(303, `/talk/c/${code}`);
  const isHolding = url.searchParams.get('as') === 'host' && Boolean(asHost(member)) && !circle.isStoodDown;
  if (!isHolding && circle.door !== 'open') redirect(303, `/talk/c/${code}`);
  const [offers, isPledged] = await Promise.all([names.offer(member.language, 3), pledges.isGiven(member, 'circle')]);
  return { circle, isHolding, offers, isPledged, lines: pledges.linesOf('circle', member.language), seed: makeSeed() };
});

export const actions = {
  sit: action(async ({ locals, params: { code = '' } }, sent) => {
    lookAtName(sent, locals.language);
    const member = signedIn(locals);
    const wish = { name: sent.text('choose') || sent.text('name'), keepName: sent.has('keepName'), seed: sent.text('seed'), pledged: sent.has('pledge') };
    if (sent.text('as') === 'host') await seats.hold(asHost(member) ?? notFound(), code, wish);
    else await seats.sit(member, code, wish);
    redirect(303, `/talk/c/${code}`);
  }),
  another: action((_, sent) => ({ typed: { ...sent.fields, seed: makeSeed() } }))
};
