import { redirect } from '@sveltejs/kit';
import { notFound, refuse } from '#platform/answers';
import { action, ownPath, page } from '#platform/http';
import * as hosting from '#gatherings/hosting';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import { makeSeed } from '#members/members';
import * as names from '#members/names';
import * as personas from '#members/personas';
import * as pledges from '#members/pledges';
import * as spaces from '#members/spaces';
import { lookAtName } from '../../../../looking.ts';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const next = ownPath(url.searchParams.get('next'), '');
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const space = await spaces.one(member, code, smallestArea);
  if (space.mine) redirect(303, next || `/meet/${code}`);
  const [offers, isPledged] = await Promise.all([names.offer(member.language, 3), pledges.isGiven(member, space.kind)]);
  return { space, offers, isPledged, lines: pledges.linesOf(space.kind, member.language), seed: makeSeed(), next };
});

export const actions = {
  join: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    lookAtName(sent, locals.language);
    const name = sent.text('choose') || sent.text('name');
    if (await hosting.isLikeHost(member, code, name)) refuse('members.refused.nameTaken', 'name'); // nobody passes for a host
    await personas.make(member, code || notFound(), {
      name, keepName: sent.has('keepName'), seed: sent.text('seed'), pledged: sent.has('pledge')
    });
    redirect(303, ownPath(sent.text('next'), `/meet/${code}`));
  }),
  another: action((_, sent) => ({ typed: { ...sent.fields, seed: makeSeed() } }))
};
