import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import * as afters from '#gatherings/afters';
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
  if (!one.hasBegun || !one.mine || !(one.isHost || one.seat?.state === 'coming' || one.seat?.state === 'notToday')) notFound();
  const here = await personas.inPlace(member, one.place);
  const [company, thanked, between] = await Promise.all([seats.company(member, one.id), afters.thanked(member, code), handshakes.of(member, here)]);
  const hosts = one.faces.flatMap(({ name, seed, code: face }) => (face && face !== here.code ? [{ name, seed, code: face }] : []));
  const met = [...hosts, ...company.map(({ name, seed, code: face }) => ({ name, seed, code: face }))].filter((face, at, all) => all.findIndex(({ code: other }) => other === face.code) === at);
  const codes = (list: readonly { code: string }[]) => new Set(list.map((face) => face.code));
  const [open, waiting] = [codes(between.open), codes(between.waiting)];
  return {
    one, here, met: met.map((face) => ({ ...face, isThanked: thanked.includes(face.code), names: open.has(face.code) ? 'open' as const : waiting.has(face.code) ? 'waiting' as const : undefined })),
    hasOpen: met.some(({ code: face }) => open.has(face)), said: (['told', 'thanked', 'yes'] as const).find((word) => url.searchParams.get('said') === word)
  };
});

export const actions = {
  tell: action(async ({ locals, params: { code = '' } }, sent) => {
    await afters.tell(signedIn(locals), code, { felt: sent.text('felt'), about: sent.text('about'), words: sent.text('words') });
    redirect(303, `/meet/g/${code}/after?said=told`);
  }),
  thank: action(async ({ locals, params: { code = '' } }, sent) => {
    await afters.thank(signedIn(locals), code, sent.text('person'));
    redirect(303, `/meet/g/${code}/after?said=thanked`);
  }),
  /** Yes to knowing each other's forum names: only two yeses open anything. */
  yes: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const { smallestArea } = await sayings.sayAnyway(member.language);
    const one = await sittings.one(member, code, smallestArea);
    const here = await personas.inPlace(member, one.place);
    await ladders.sayYes(member, here, sent.text('person'));
    redirect(303, `/meet/g/${code}/after?said=yes`);
  })
};
