import { redirect } from '@sveltejs/kit';
import { refuse } from '#platform/answers';
import { action, page } from '#platform/http';
import * as sayings from '#house/sayings';
import { askOf } from '#measures/asking-rules';
import { isIn } from '#measures/instrument-rules';
import { nextOf } from '#measures/response-rules';
import * as responses from '#measures/responses';
import { againFrom } from '#measures/when-rules';
import * as wishes from '#measures/wishes';
import { signedIn } from '#members/gate';
import { resultSeenBy } from '../../seen.ts';
import { going, minutesFor, seeing, standing } from '../asking.ts';

export const load = page(async (event) => {
  const { locals } = event;
  const member = signedIn(locals);
  const { instrument, response } = await going(member, event);
  const [{ isOffered, isWatched, licenceRef }, mine, { harmAnswer, elsewhere }, seers] = await Promise.all([
    standing(instrument), responses.of(member), sayings.sayAnyway(locals.language), resultSeenBy(member, instrument)
  ]);
  const own = mine.filter((one) => one.instrument === instrument.id);
  const { questionnaire, scoring } = instrument;
  return {
    id: instrument.id, address: instrument.address, title: questionnaire.title, count: questionnaire.items.length, minutes: minutesFor(questionnaire.items.length), window: scoring.windowDays,
    isOffered, seers, seeing: seeing(instrument, response?.isWatched ?? isWatched), hasPanel: scoring.safety !== undefined && !askOf(instrument),
    harmAnswer, harmAnswerIn: elsewhere.harmAnswer, isTranslated: isIn(questionnaire, locals.language), copyright: questionnaire.copyright, source: questionnaire.source, licenceRef,
    begun: response && { done: Object.keys(response.answers).length }, last: own.find(({ doneAt }) => doneAt)?.doneAt ?? undefined,
    from: againFrom(own, scoring.windowDays), now: new Date()
  };
});

export const actions = {
  default: action(async (event) => {
    const { locals } = event;
    const member = signedIn(locals);
    const { instrument, response } = await going(member, event);
    const { layout } = await wishes.of(member);
    if (!response) {
      const { isOffered, isWatched } = await standing(instrument);
      if (!isOffered) refuse('measures.refused.off');
      await responses.begin(member, instrument, { language: locals.language, isWatched });
    }
    if (response?.isPending) redirect(303, `/space/q/${instrument.address}/now`);
    const next = nextOf(instrument.questionnaire.items, response?.answers ?? {}) ?? instrument.questionnaire.items.length;
    redirect(303, `/space/q/${instrument.address}/${layout === 'all' ? 'all' : next}`);
  })
};
