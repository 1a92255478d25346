import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import * as inviting from '#gatherings/inviting';
import * as sittings from '#gatherings/sittings';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as handshakes from '#members/handshakes';
import * as personas from '#members/personas';

export const load = page(async ({ locals, params: { code = '' }, url }) => {
  const member = signedIn(locals);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const one = await sittings.one(member, code, smallestArea);
  if (!one.mine || one.isOff || one.hasBegun || !one.isPublished || !(one.isHost || one.seat?.state === 'coming')) notFound();
  const here = await personas.inPlace(member, one.place);
  const [people, sent] = await Promise.all([handshakes.people(member, here), inviting.sent(member, code)]);
  const hosts = one.faces.map((face) => face.code);
  return { one, people: people.filter((face) => !hosts.includes(face.code)).map((face) => ({ ...face, isSent: sent.includes(face.code) })), isSent: url.searchParams.has('sent') };
});

export const actions = {
  default: action(async ({ locals, params: { code = '' } }, sent) => {
    await inviting.invite(signedIn(locals), code, sent.text('person'));
    redirect(303, `/meet/g/${code}/invite?sent=`);
  })
};
