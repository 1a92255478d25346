/**
 * Taking what a page of questions sent.
 *
 * An answer about harm to oneself acts when it is given, also when it comes
 * late: after the sign-in ran out, or after another device was done. Then
 * people hear of it as they were said to, and what comes next is the calm page,
 * or where nobody is signed in a page with numbers that needs no sign-in. Any
 * other answer that comes after the sign-in ran out is kept for whoever it was.
 */
import { error, redirect } from '@sveltejs/kit';
import { notFound, refuse } from '#platform/answers';
import * as cookies from '#platform/cookies';
import type { action, Sent } from '#platform/http';
import { readAnswers } from '#measures/asking-rules';
import type { Instrument } from '#measures/instrument-rules';
import type { Response } from '#measures/response-rules';
import * as responses from '#measures/responses';
import { actsOn } from '#measures/scoring-rules';
import { signedIn } from '#members/gate';
import * as sessions from '#members/sessions';
import * as harmAnswers from '#safety/harm-answers';
import { going } from './asking.ts';

type Event = Pick<Parameters<Parameters<typeof action>[0]>[0], 'locals' | 'params' | 'cookies' | 'request' | 'url'>;
export type Answering = { member: responses.Member; isLate: boolean };

/** Who answers: the member who is signed in, else whoever was until it ran out, else nobody: then to the door. */
export async function answering({ locals, cookies: jar }: Event): Promise<Answering> {
  const token = jar.get(cookies.session) ?? jar.get(cookies.left);
  const holder = token && !locals.member && !locals.work ? await sessions.lastHolder(token) : undefined;
  return holder?.personaId ? { member: { id: holder.id, personaId: holder.personaId }, isLate: true } : { member: signedIn(locals), isLate: false };
}

/** To the door, and from there to where the questions go on. */
export const toTheDoor = ({ locals }: Event, next: string): never => redirect(303, `${locals.locked ? '/lock' : '/sign-in'}?kept&next=${encodeURIComponent(next)}`);

/** Which questions an address is about; nothing else is one. */
export function numbersOf(n: string | undefined, { questionnaire: { items } }: Instrument): number[] {
  if (n === 'all') return items.map((_, at) => at + 1);
  const number = /^\d{1,3}$/.test(n ?? '') ? Number(n) : 0;
  return number >= 1 && number <= items.length ? [number] : notFound();
}

export type Taken = { member: responses.Member; instrument: Instrument; response: Response };

/** Keeps what was sent. An answer about harm to oneself leads to the calm page, whatever else was pressed. */
export async function take(event: Event, sent: Sent, isStopping: boolean): Promise<Taken> {
  const { member, isLate } = await answering(event);
  const { instrument, response } = await going(member, event);
  const here = `/space/q/${instrument.address}`;
  const read = readAnswers(instrument, numbersOf(event.params.n, instrument), sent, isStopping);
  if ('wrong' in read) {
    if (read.wrong === 'value') error(400);
    refuse('measures.refused.number', `answer-${read.n}`, { least: read.range[0], most: read.range[1] });
  }
  const acts = Object.entries(read.answers).some(([item, answer]) => actsOn(instrument.scoring, item, answer));
  const one = response ?? (acts ? await responses.newest(member, instrument) : undefined);
  if (!one && acts) redirect(303, '/help'); // it was taken away meanwhile: nobody was told, and numbers help all the same
  if (!one) redirect(303, isLate ? signedIn(event.locals) && here : here);
  const now = await responses.give(member, one.id, instrument, read.answers);
  await harmAnswers.atOnce(now.told);
  if (now.isPending) redirect(303, isLate ? `/space/q/kept?of=${instrument.address}` : `${here}/now`);
  if (isLate) toTheDoor(event, here);
  if (now.doneAt) redirect(303, `${here}/done`);
  return { member, instrument, response: now };
}
