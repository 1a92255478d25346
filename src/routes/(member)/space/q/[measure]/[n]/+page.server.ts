import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { asked, stem } from '#measures/asking-rules';
import * as instruments from '#measures/instruments';
import { nextOf } from '#measures/response-rules';
import * as responses from '#measures/responses';
import * as wishes from '#measures/wishes';
import { signedIn } from '#members/gate';
import { resultSeenBy } from '../../../seen.ts';
import { going, seeing } from '../../asking.ts';
import { numbersOf, take } from '../../taking.ts';

export const load = page(async (event) => {
  const { locals, params } = event;
  const member = signedIn(locals);
  const { instrument, response } = await going(member, event);
  const numbers = numbersOf(params.n, instrument);
  if (!response) redirect(303, `/space/q/${instrument.address}`);
  if (response.isPending) redirect(303, `/space/q/${instrument.address}/now`);
  const all = asked(instrument, response.answers, locals.language);
  return {
    id: instrument.id, address: instrument.address, title: instrument.questionnaire.title, count: all.length, isAll: params.n === 'all', asked: all.filter(({ n }) => numbers.includes(n)),
    stem: stem(instrument, locals.language), seeing: seeing(instrument, response.isWatched), seers: await resultSeenBy(member, instrument)
  };
});

export const actions = {
  next: action(async (event, sent) => {
    const { member, instrument, response } = await take(event, sent, false);
    const { n } = event.params;
    const { items } = instrument.questionnaire;
    const after = n === 'all' || Number(n) === items.length ? nextOf(items, response.answers) : Number(n) + 1;
    if (after) redirect(303, `/space/q/${instrument.address}/${after}`);
    await responses.finish(member, response.id, instrument, instruments.eight());
    redirect(303, `/space/q/${instrument.address}/done`);
  }),
  stop: action(async (event, sent) => {
    await take(event, sent, true);
    redirect(303, '/space/q?kept');
  }),
  layout: action(async (event, sent) => {
    const toAll = event.params.n !== 'all';
    if (event.locals.member) await wishes.chooseLayout(event.locals.member, toAll ? 'all' : 'one');
    const { instrument, response } = await take(event, sent, true);
    redirect(303, `/space/q/${instrument.address}/${toAll ? 'all' : (nextOf(instrument.questionnaire.items, response.answers) ?? 1)}`);
  })
};
