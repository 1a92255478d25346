/**
 * Results for somebody a member shares one set of questions with: the days and
 * the numbers, by the newest arithmetic. No answer is ever read for it, and
 * nothing is said about harm to oneself.
 */
import { sql, transaction } from '#db';
import type { Grant } from '#care/grants';
import { keyOf, open } from '#members/sealing';
import * as instruments from '#measures/instruments';
import type { Head, Kept } from '#measures/response-rules';

export type Result = { at: Date; total: number | null };
export type Results = { title: string; least: number; most: number; higherIs: 'harder' | 'better' | ''; results: Result[] };

/** Newest first, no more than forty. Reads in the transaction that opened the grant. */
export async function readFor({ memberId, thing }: Grant<'measure-result'>): Promise<Results> {
  const rows = await transaction(() => sql<{ id: string; sealed: string; doneAt: Date; version: string | null; score: string | null }>`
    select r.id, r.sealed, r.done_at, s.version, s.sealed as score
      from measures.responses r
      left join lateral (select version, sealed from measures.scores where response_id = r.id order by at desc limit 1) s on true
     where r.member_id = ${memberId} and r.done_at is not null order by r.done_at desc limit 200`);
  const instrument = instruments.known(thing);
  const key = rows.length ? await keyOf({ id: memberId }) : undefined;
  const mine = rows.filter(({ id, sealed }) => key && open<Head>(key, `measures.responses|${id}`, sealed).instrument === thing);
  const [least, most] = instrument?.scoring.of ?? [0, 0];
  return {
    title: instrument?.questionnaire.title ?? thing, least, most, higherIs: instrument?.scoring.higherIs ?? '',
    results: mine.slice(0, 40).map(({ id, doneAt, version, score }) => ({ at: doneAt, total: score ? open<Kept>(key!, `measures.scores|${id}|${version}`, score).score.total : null }))
  };
}
