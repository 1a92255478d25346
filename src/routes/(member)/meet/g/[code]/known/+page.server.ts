import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { isLevel, isStillShown } from '#gatherings/gathering-rules';
import * as seats from '#gatherings/seats';
import * as sittings from '#gatherings/sittings';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import * as personas from '#members/personas';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const one = await sittings.one(member, code, smallestArea);
  if (one.seat?.state !== 'coming' || !one.mine) notFound();
  const here = await personas.inPlace(member, one.place);
  const [company, between] = await Promise.all([seats.company(member, one.id), handshakes.of(member, here)]);
  const said = new Set([...between.open, ...between.waiting].map((face) => face.code));
  return { one, here, isShown: isStillShown(one.endsAt), company: company.map((face) => ({ ...face, isSaid: said.has(face.code) })), saved: url.searchParams.has('saved') };
});

export const actions = {
  default: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const { smallestArea } = await sayings.sayAnyway(member.language);
    const one = await sittings.one(member, code, smallestArea);
    const level = sent.text('level');
    if (!isLevel(level)) notFound();
    const beKnown = () => seats.beKnown(member, code, { level, firstName: sent.text('firstName'), spot: sent.text('spot') });
    const company = level === 'link' ? new Set((await seats.company(member, one.id)).map((face) => face.code)) : undefined;
    const picked = company ? [...new Set(sent.all('person'))].filter((face) => company.has(face)) : [];
    // The step is gone up with the yes, or not at all.
    if (picked.length) await ladders.sayYes(member, await personas.inPlace(member, one.place), picked, beKnown);
    else await beKnown();
    redirect(303, `/meet/g/${code}/known?saved=`);
  })
};
