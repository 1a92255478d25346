import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { asked } from '#measures/asking-rules';
import { isIn } from '#measures/instrument-rules';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import { changeOf, isComparable, isStepUp, offersOf, routeOf, saysOf } from '#measures/result-rules';
import { score } from '#measures/scoring-rules';
import { isPersistent, subthreshold } from '#measures/subthreshold-rules';
import { signedIn } from '#members/gate';
import * as help from '#safety/help';
import { resultSeenBy } from '../../../seen.ts';
import { instrumentOf, seeing } from '../../asking.ts';

export const load = page(async (event) => {
  const { locals, url } = event;
  const member = signedIn(locals);
  const instrument = instrumentOf(event);
  const { scoring, questionnaire } = instrument;
  const mine = (await responses.of(member)).filter((one) => one.instrument === instrument.id && one.doneAt);
  const wished = url.searchParams.get('of');
  const at = wished ? mine.findIndex(({ id }) => id === wished) : 0;
  const one = mine[at] ?? notFound();
  // The score as it was worked out then; by today's arithmetic only where none was kept.
  const kept = one.kept[0] ?? { score: score(scoring, one.answers), subthreshold: subthreshold(scoring, instruments.eight(), one.answers) };
  const earlier = mine.slice(at + 1).filter((other) => (other.kept[0]?.score.total ?? null) !== null);
  const before = earlier.find((other) => isComparable(other.kept[0]!.score, kept.score));
  const last = before?.kept[0]?.score.total;
  const route = routeOf(scoring, kept);
  const isPressing = route === 'soon' || route === 'today';
  const harmLeftOut = kept.score.safety.some(({ state }) => state === 'notAnswered') && seeing(instrument, false) !== undefined;
  return {
    address: instrument.address, title: questionnaire.title, copyright: questionnaire.copyright, response: one.id, day: one.doneAt!, window: scoring.windowDays, isTranslated: isIn(questionnaire, locals.language),
    score: kept.score, says: saysOf(scoring, kept.score), of: scoring.of, higherIs: scoring.higherIs, bodily: Boolean(scoring.bodily),
    before: before && { day: before.doneAt!, total: last!, isLast: before === earlier[0] }, change: changeOf(scoring, last, kept.score.total), isStepUp: isStepUp(scoring, last, kept.score), seers: await resultSeenBy(member, instrument),
    isLong: isPersistent(mine.slice(at).reverse().map((other) => ({ at: other.doneAt!, a: other.kept[0]?.subthreshold?.a ?? null }))),
    offers: offersOf(scoring, route), next: instruments.known(scoring.next ?? '')?.address, harmLeftOut, hasMore: mine.length > 1,
    answered: asked(instrument, one.answers, locals.language), ...(isPressing ? await help.help(null, locals.language) : { cards: [], countries: [] })
  };
});

export const actions = {
  remove: action(async ({ locals }, sent) => {
    await responses.takeAway(signedIn(locals), sent.text('response'));
    redirect(303, '/space/q');
  })
};
