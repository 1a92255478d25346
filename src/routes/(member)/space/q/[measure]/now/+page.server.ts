import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { askOf } from '#measures/asking-rules';
import * as instruments from '#measures/instruments';
import { isOfToday, nextOf } from '#measures/response-rules';
import * as responses from '#measures/responses';
import { levelOf } from '#measures/scoring-rules';
import * as wishes from '#measures/wishes';
import { signedIn } from '#members/gate';
import * as harmAnswers from '#safety/harm-answers';
import * as help from '#safety/help';
import * as looks from '#safety/looks';
import { going, instrumentOf } from '../../asking.ts';
import { answering, toTheDoor } from '../../taking.ts';

/** How soon somebody looks, by what people were told. Only where they were told. */
function levelNow(instrument: Parameters<typeof askOf>[0], { answers, late, safe }: { answers: Readonly<Record<string, unknown>>; late: Readonly<Record<string, unknown>>; safe: string | null }) {
  const ask = askOf(instrument);
  const value = ask && { ...answers, ...late }[ask.item];
  return safe === 'no' || safe === 'unsure' ? ('urgent' as const) : ask && typeof value === 'number' ? levelOf(ask, value) : ('low' as const);
}

export const load = page(async (event) => {
  const { locals, url } = event;
  const member = signedIn(locals);
  const { instrument, response: begun } = await going(member, event);
  const response = begun?.hasAsked ? begun : await responses.calming(member, instrument);
  if (!response || (response !== begun && !isOfToday(response, new Date()))) redirect(303, `/space/q/${instrument.address}`);
  const safe = response.isPending ? null : response.safe;
  const isAsking = askOf(instrument) !== undefined;
  const isTold = isAsking && response.isWatched;
  const heard = isTold ? await harmAnswers.heard(response.id) : undefined;
  // What was promised is promised from when they answered: looking again at this page does not put it off.
  const [numbers, look] = await Promise.all([help.help(url.searchParams.get('country'), locals.language), isTold ? looks.promise(levelNow(instrument, { answers: response.answers, late: response.late, safe }), heard?.at) : undefined]);
  return { safe, isAsking, look, isTakenUp: heard?.isTakenUp ?? false, now: new Date(), cards: numbers.cards, countries: numbers.countries };
});

export const actions = {
  /** Heard also when the sign-in ran out, or another device was done meanwhile. */
  safe: action(async (event, sent) => {
    const { member, isLate } = await answering(event);
    const instrument = instrumentOf(event);
    const here = `/space/q/${instrument.address}/now`;
    const word = sent.text('safe') || 'skip';
    const isPressing = word === 'no' || word === 'unsure';
    const response = await responses.calming(member, instrument);
    if (!response && isPressing) redirect(303, '/help'); // it was taken away meanwhile
    if (!response) redirect(303, isLate ? signedIn(event.locals) && here : here);
    await harmAnswers.atOnce(await responses.saySafe(member, response.id, word));
    if (isLate && isPressing) redirect(303, `/space/q/kept?of=${instrument.address}&now`);
    redirect(303, isLate ? toTheDoor(event, here) : here);
  }),
  goOn: action(async (event) => {
    const member = signedIn(event.locals);
    const { instrument, response } = await going(member, event);
    if (!response) redirect(303, `/space/q/${instrument.address}`);
    const next = nextOf(instrument.questionnaire.items, response.answers);
    const { layout } = await wishes.of(member);
    if (next) redirect(303, `/space/q/${instrument.address}/${layout === 'all' ? 'all' : next}`);
    await responses.finish(member, response.id, instrument, instruments.eight());
    redirect(303, `/space/q/${instrument.address}/done`);
  })
};
