import { error, redirect } from '@sveltejs/kit';
import { notFound, refuse } from '#platform/answers';
import { action, page, type Sent } from '#platform/http';
import { asked, readAnswers, stem } from '#measures/asking-rules';
import type { Instrument } from '#measures/instrument-rules';
import * as instruments from '#measures/instruments';
import { nextOf, type Response } from '#measures/response-rules';
import * as responses from '#measures/responses';
import * as wishes from '#measures/wishes';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import * as harmAnswers from '#safety/harm-answers';
import { going, seeing } from '../../asking.ts';

/** Which questions an address is about; nothing else is one. */
function numbersOf(n: string | undefined, { questionnaire: { items } }: Instrument): number[] {
  if (n === 'all') return items.map((_, at) => at + 1);
  const number = /^\d{1,3}$/.test(n ?? '') ? Number(n) : 0;
  return number >= 1 && number <= items.length ? [number] : notFound();
}

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const { instrument, response } = await going(member, params.measure);
  const numbers = numbersOf(params.n, instrument);
  if (!response) redirect(303, `/space/q/${instrument.id}`);
  if (response.isPending) redirect(303, `/space/q/${instrument.id}/now`);
  const all = asked(instrument, response.answers, locals.language);
  return {
    id: instrument.id, title: instrument.questionnaire.title, count: all.length, isAll: params.n === 'all', asked: all.filter(({ n }) => numbers.includes(n)),
    stem: stem(instrument, locals.language), seeing: seeing(instrument, response.isWatched)
  };
});

/** Keeps what was sent. An answer about harm to oneself leads to the calm page, whatever else was pressed. */
async function keep(member: Member, instrument: Instrument, response: Response, n: string | undefined, sent: Sent, isStopping: boolean): Promise<Response> {
  const read = readAnswers(instrument, numbersOf(n, instrument), sent, isStopping);
  if ('wrong' in read) {
    if (read.wrong === 'value') error(400);
    refuse('measures.refused.number', `answer-${read.n}`, { least: read.range[0], most: read.range[1] });
  }
  const now = await responses.give(member, response.id, instrument, read.answers);
  await harmAnswers.atOnce(now.told);
  if (now.isPending) redirect(303, `/space/q/${instrument.id}/now`);
  return now;
}

export const actions = {
  next: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    const { instrument, response } = await going(member, params.measure);
    if (!response) redirect(303, `/space/q/${instrument.id}`);
    const { answers } = await keep(member, instrument, response, params.n, sent, false);
    const { items } = instrument.questionnaire;
    const after = params.n === 'all' || Number(params.n) === items.length ? nextOf(items, answers) : Number(params.n) + 1;
    if (after) redirect(303, `/space/q/${instrument.id}/${after}`);
    await responses.finish(member, response.id, instrument, instruments.eight());
    redirect(303, `/space/q/${instrument.id}/done`);
  }),
  stop: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    const { instrument, response } = await going(member, params.measure);
    if (response) await keep(member, instrument, response, params.n, sent, true);
    redirect(303, '/space/q?kept');
  }),
  layout: action(async ({ locals, params }, sent) => {
    const member = signedIn(locals);
    const { instrument, response } = await going(member, params.measure);
    const toAll = params.n !== 'all';
    await wishes.chooseLayout(member, toAll ? 'all' : 'one');
    const now = response && (await keep(member, instrument, response, params.n, sent, true));
    redirect(303, `/space/q/${instrument.id}/${toAll ? 'all' : (nextOf(instrument.questionnaire.items, now?.answers ?? {}) ?? 1)}`);
  })
};
