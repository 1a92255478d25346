/** What the pages of the wellbeing questions share: who is asked what, and what may truly be said about who sees it. */
import { notFound } from '#platform/answers';
import { actsFromFirst, askOf } from '#measures/asking-rules';
import type { Instrument } from '#measures/instrument-rules';
import * as instruments from '#measures/instruments';
import type { Response } from '#measures/response-rules';
import * as responses from '#measures/responses';
import * as readiness from '#safety/readiness';
import { led } from '../../led.ts';

type Event = Parameters<typeof led>[0] & { params: Partial<Record<string, string>> };

/** The one that an address is about. */
export const instrumentOf = (event: Event): Instrument => led(event, event.params.measure, instruments.at(event.params.measure ?? ''));

/** The same, and what of it is begun; where nothing is, one begins at its first page. */
export async function going(member: responses.Member, event: Event): Promise<{ instrument: Instrument; response: Response | undefined }> {
  const instrument = instrumentOf(event);
  return { instrument, response: await responses.begun(member, instrument) };
}

/** Which sentence about the question on harm is true for this one: said before it begins and beside the question. */
export function seeing(instrument: Instrument, isWatched: boolean): 'watched' | 'watchedHeavy' | 'unwatched' | undefined {
  const ask = askOf(instrument);
  return ask && (!isWatched ? 'unwatched' : actsFromFirst(instrument, ask) ? 'watched' : 'watchedHeavy');
}

/** Whether this one may be begun now, and whether people would hear. */
export async function standing(instrument: Instrument): Promise<{ isOffered: boolean; isWatched: boolean; licenceRef: string }> {
  const people = await readiness.lacks();
  const kept = (await instruments.all(people)).find(({ id }) => id === instrument.id) ?? notFound();
  return { isOffered: kept.isChosen && !kept.lacks.length, isWatched: askOf(instrument) !== undefined && !people.length, licenceRef: kept.licence?.licenceRef ?? '' };
}

/** Two to a minute for most people; never said to be none. */
export const minutesFor = (questions: number) => Math.max(1, Math.round(questions / 4));
