import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { askOf } from '#measures/asking-rules';
import * as instruments from '#measures/instruments';
import { nextOf } from '#measures/response-rules';
import * as responses from '#measures/responses';
import { levelOf } from '#measures/scoring-rules';
import * as wishes from '#measures/wishes';
import { signedIn } from '#members/gate';
import * as harmAnswers from '#safety/harm-answers';
import * as help from '#safety/help';
import * as looks from '#safety/looks';
import { going } from '../../asking.ts';

/** How soon somebody looks, by what people were told. Only where they were told. */
function levelNow(instrument: Parameters<typeof askOf>[0], { answers, safe }: { answers: Readonly<Record<string, unknown>>; safe: string | null }) {
  const ask = askOf(instrument);
  const value = ask && answers[ask.item];
  return safe === 'no' || safe === 'unsure' ? ('urgent' as const) : ask && typeof value === 'number' ? levelOf(ask, value) : ('low' as const);
}

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const { instrument, response } = await going(member, params.measure);
  if (!response?.hasAsked) redirect(303, `/space/q/${instrument.id}`);
  const safe = response.isPending ? null : response.safe;
  const isAsking = askOf(instrument) !== undefined;
  const isTold = isAsking && response.isWatched;
  const [numbers, look] = await Promise.all([help.help(url.searchParams.get('country'), locals.language), isTold ? looks.promise(levelNow(instrument, { answers: response.answers, safe })) : undefined]);
  return { id: instrument.id, safe, isAsking, look, now: new Date(), cards: numbers.cards, countries: numbers.countries };
});

export const actions = {
  safe: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    const { instrument, response } = await going(member, params.measure);
    await harmAnswers.atOnce(await responses.saySafe(member, (response ?? notFound()).id, sent.text('safe') || 'skip'));
    redirect(303, `/space/q/${instrument.id}/now`);
  }),
  goOn: action(async ({ locals, params }) => {
    const member = signedIn(locals);
    const { instrument, response } = await going(member, params.measure);
    if (!response) redirect(303, `/space/q/${instrument.id}`);
    const next = nextOf(instrument.questionnaire.items, response.answers);
    const { layout } = await wishes.of(member);
    if (next) redirect(303, `/space/q/${instrument.id}/${layout === 'all' ? 'all' : next}`);
    await responses.finish(member, response.id, instrument, instruments.eight());
    redirect(303, `/space/q/${instrument.id}/done`);
  })
};
