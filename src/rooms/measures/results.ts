/**
 * Results for somebody a member shares one set of questions with: the days, the
 * numbers by the newest arithmetic, and in words what the member was told.
 *
 * Answers only where the member shared them with it; the database shows no
 * answer otherwise. Where one question is about harm to oneself no answer of
 * the set is shared, for the sum would tell it: nobody at a clinic watches, and
 * such an answer has its own way to people (`responses`).
 */
import { asking, sql, transaction } from '#db';
import type { Grant } from '#care/grants';
import type { Member } from '#members/members';
import { keyOf, markOf, open } from '#members/sealing';
import { asked, type Asked } from '#measures/asking-rules';
import { questionnaireResponse } from '#measures/export-rules';
import type { Instrument } from '#measures/instrument-rules';
import * as instruments from '#measures/instruments';
import { read, type Head, type Kept, type Sending } from '#measures/response-rules';
import { inLine, saysOf } from '#measures/result-rules';
import type { Answers } from '#measures/scoring-rules';

export type Given = Head & { answers: Answers };
export type Result = { at: Date; total: number | null; /** A key of `measures.says`. */ says: string; /** It may stand in one line with the newest. */ inLine: boolean; /** Only where the member shared them. */ given: Given | null };
export type Results = { title: string; least: number; most: number; higherIs: 'harder' | 'better' | ''; results: Result[] };
type Row = { id: string; sealed: string; doneAt: Date; version: string | null; score: string | null; sent: string[] };

/** Whether its answers can be shared at all. */
export const mayShareAnswers = ({ scoring }: Instrument): boolean => !scoring.safety?.length;

/**
 * Says which sets of questions a shared thing lets be seen: a set itself, by its
 * name, or a sheet, by its id. Without it the database shows a provider nothing.
 */
export const show = (member: Pick<Member, 'id'>, thing: string, wanted: readonly string[]): Promise<void> => asking(member, async () => {
  const key = await keyOf(member);
  const unmarked = await sql<{ id: string; sealed: string }>`select id, sealed from measures.responses where member_id = ${member.id} and mark is null limit 500`;
  for (const { id, sealed } of unmarked) {
    const { instrument } = open<Head>(key, `measures.responses|${id}`, sealed);
    await sql`update measures.responses set mark = ${markOf(key, instrument)} where id = ${id} and member_id = ${member.id}`;
  }
  await sql`delete from measures.shown where member_id = ${member.id} and thing = ${thing}`;
  await sql`insert into measures.shown (member_id, thing, mark) select ${member.id}, ${thing}, unnest(${wanted.map((one) => markOf(key, one))}::text[]) on conflict do nothing`;
});

/** Newest first, no more than forty. Reads in the transaction that opened the grant. */
export async function readFor({ memberId, thing, withAnswers }: Grant<'measure-result'>): Promise<Results> {
  const instrument = instruments.known(thing);
  const isShown = withAnswers && instrument !== undefined && mayShareAnswers(instrument);
  const found = await of(memberId, isShown);
  const mine = found.filter(({ head }) => head.instrument === thing).slice(0, 40);
  const line = inLine(mine.map(({ kept }) => kept?.score));
  const [least, most] = instrument?.scoring.of ?? [0, 0];
  return {
    title: instrument?.questionnaire.title ?? thing, least, most, higherIs: instrument?.scoring.higherIs ?? '',
    results: mine.map(({ head, at, kept, answers }, n) => ({ at, ...said(kept, instrument), inLine: line[n]!, given: isShown ? { ...head, answers } : null }))
  };
}

export type Newest = Pick<Results, 'title' | 'least' | 'most'> & Pick<Result, 'at' | 'total' | 'says'> & { instrument: string };

/** The newest result of each of these, for a sheet. No answer is read for it. Inside the member's own transaction, or in the one that opened the sheet. */
export async function newest(memberId: string, wanted: readonly string[]): Promise<Newest[]> {
  const found = wanted.length ? await of(memberId, false) : [];
  return wanted.flatMap((id) => {
    const one = found.find(({ head }) => head.instrument === id);
    const instrument = instruments.known(id);
    return one && instrument ? [{ instrument: id, title: instrument.questionnaire.title, least: instrument.scoring.of[0], most: instrument.scoring.of[1], at: one.at, ...said(one.kept, instrument) }] : [];
  });
}

async function of(memberId: string, withAnswers: boolean) {
  const rows = await transaction(() => sql<Row>`
    select r.id, r.sealed, r.done_at, s.version, s.sealed as score,
           array(select a.id || ' ' || a.sealed from measures.answers a where ${withAnswers}::boolean and a.response_id = r.id order by a.seq) as sent
      from measures.responses r
      left join lateral (select version, sealed from measures.scores where response_id = r.id order by at desc limit 1) s on true
     where r.member_id = ${memberId} and r.done_at is not null order by r.done_at desc limit 200`);
  const key = rows.length ? await keyOf({ id: memberId }) : undefined;
  return rows.map(({ id, sealed, doneAt, version, score, sent }) => {
    const head = open<Head>(key!, `measures.responses|${id}`, sealed);
    const sendings = sent.map((one) => open<Sending>(key!, `measures.answers|${one.slice(0, one.indexOf(' '))}`, one.slice(one.indexOf(' ') + 1)));
    return {
      head, at: doneAt, kept: score ? open<Kept>(key!, `measures.scores|${id}|${version}`, score) : undefined,
      answers: read({ id, ...head, begunAt: doneAt, doneAt }, sendings, []).answers
    };
  });
}

const said = (kept: Kept | undefined, instrument: Instrument | undefined) =>
  ({ total: kept?.score.total ?? null, says: kept && instrument ? saysOf(instrument.scoring, kept.score) : 'unscored' });

/** What was answered, question by question, in a language; nothing where the questions have changed since. */
export function answered(thing: string, { version, answers }: Given, language: string): Asked[] {
  const instrument = instruments.known(thing);
  return instrument?.questionnaire.version === version ? asked(instrument, answers, language) : [];
}

/** The same as FHIR. `id` is made up: no id of ours is told. */
export const asFhir = (thing: string, { at, given }: Result, id: string): Record<string, unknown> | undefined =>
  given ? questionnaireResponse({ ...given, id, begunAt: at, doneAt: at, sent: [], late: {}, isPending: false, hasAsked: false, safe: null, kept: [] }, instruments.known(thing)) : undefined;
