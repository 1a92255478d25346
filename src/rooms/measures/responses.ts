/**
 * Responses: one filling-in of one instrument.
 *
 * Everything in it is sealed under the member's own key; nobody else reads it.
 * What was answered is added to, never written over: who goes back and answers
 * anew has given two answers, and the newer counts. A score is worked out when
 * it is done and kept with the version of the arithmetic that made it.
 *
 * An answer about harm to oneself acts when it is given, before any total and
 * also when the form is left there: the calm page comes next, and where the
 * member was told that people see it, they hear of it in the same transaction,
 * with ids and how soon to look, never an answer. If keeping the answer fails,
 * people hear of it all the same. It acts also when another device was done
 * with the filling-in meanwhile; then it stands beside the answers.
 */
import { randomUUID } from 'node:crypto';
import { apart, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Member as Whole } from '#members/members';
import { close, keyOf, markOf, type MemberKey, open } from '#members/sealing';
import { isSafeWord, isSaid, read, type Head, type Kept, type Response, type Sending } from '#measures/response-rules';
import type { Instrument, Scoring } from '#measures/instrument-rules';
import { actsOn, levelOf, score, type Answer, type Answers } from '#measures/scoring-rules';
import { subthreshold } from '#measures/subthreshold-rules';
import { againFrom, isStillOpen } from '#measures/when-rules';

/** All that is needed of a member to write for them. */
export type Member = Pick<Whole, 'id' | 'personaId'>;

const placeOf = (table: 'responses' | 'answers' | 'scores', id: string) => `measures.${table}|${id}`;
type Row = { id: string; sealed: string; begunAt: Date; doneAt: Date | null; sent: string[]; scores: string[] };

/** `1f3a… s1.…`: an id and what is sealed for it. */
const parted = (one: string): [string, string] => [one.slice(0, one.indexOf(' ')), one.slice(one.indexOf(' ') + 1)];

function opened(key: MemberKey, { id, sealed, begunAt, doneAt, sent, scores }: Row): Response {
  const head = open<Head>(key, placeOf('responses', id), sealed);
  const sendings = sent.map(parted).map(([row, said]) => open<Sending>(key, placeOf('answers', row), said));
  const kept = scores.map(parted).map(([version, said]) => open<Kept>(key, placeOf('scores', `${id}|${version}`), said));
  return read({ id, ...head, begunAt, doneAt }, sendings, kept);
}

/** Everything a member has filled in or begun, the newest first. */
export const of = (member: Member): Promise<Response[]> =>
  asking(member, async () => {
    const rows = await sql<Row>`
      select r.id, r.sealed, r.begun_at, r.done_at,
             array(select a.id || ' ' || a.sealed from measures.answers a where a.response_id = r.id order by a.seq) as sent,
             array(select s.version || ' ' || s.sealed from measures.scores s where s.response_id = r.id order by s.at, s.version) as scores
        from measures.responses r where r.member_id = ${member.id} order by r.begun_at desc, r.id limit 1000`;
    if (!rows.length) return [];
    const key = await keyOf(member);
    return rows.map((row) => opened(key, row));
  });

/** One of the member's own. */
export const one = (member: Member, id: string): Promise<Response> =>
  asking(member, async () => {
    if (!isUuid(id)) notFound();
    const [row] = await sql<Row>`
      select r.id, r.sealed, r.begun_at, r.done_at,
             array(select a.id || ' ' || a.sealed from measures.answers a where a.response_id = r.id order by a.seq) as sent,
             array(select s.version || ' ' || s.sealed from measures.scores s where s.response_id = r.id order by s.at, s.version) as scores
        from measures.responses r where r.id = ${id} and r.member_id = ${member.id}`;
    return opened(await keyOf(member), row ?? notFound());
  });

/** The one of this instrument that is begun and not done; what was begun longer ago than it asks about is left as it is. */
export const begun = async (member: Member, { id, scoring }: Instrument, now = new Date()): Promise<Response | undefined> =>
  (await of(member)).find((response) => response.instrument === id && isStillOpen(response, scoring.windowDays, now));

export type Beginning = { language: string; isWatched: boolean };

/** Begins, or goes on with what is begun. Not again before the days it asks about are over. */
export const begin = (member: Member, instrument: Instrument, { language, isWatched }: Beginning, now = new Date()): Promise<string> =>
  asking(member, async () => {
    await sql`select 1 from members.members where id = ${member.id} for update`; // of two presses at once one waits
    const mine = (await of(member)).filter((response) => response.instrument === instrument.id);
    const going = mine.find((response) => isStillOpen(response, instrument.scoring.windowDays, now));
    if (going) return going.id;
    const from = againFrom(mine, instrument.scoring.windowDays);
    if (from && from > now) refuse('measures.refused.early');
    const id = randomUUID();
    const head: Head = { instrument: instrument.id, version: instrument.questionnaire.version, language, isWatched };
    const key = await keyOf(member);
    await sql`
      insert into measures.responses (id, member_id, sealed, mark, begun_at) values (${id}, ${member.id}, ${close(key, placeOf('responses', id), head)}, ${markOf(key, instrument.id)}, ${now})`;
    return id;
  });

/** The newest one of this instrument, begun or done: what comes from a page that another device has overtaken is about it. */
export const newest = async (member: Member, { id }: Pick<Instrument, 'id'>): Promise<Response | undefined> => (await of(member)).find(({ instrument }) => instrument === id);

/** The newest one in which the calm page was due, begun or done. */
export const calming = async (member: Member, { id }: Pick<Instrument, 'id'>): Promise<Response | undefined> =>
  (await of(member)).find(({ instrument, hasAsked }) => instrument === id && hasAsked);

/** `isHeardLate`: what is about harm to oneself is taken also when it is done. */
async function send(member: Member, responseId: string, sending: Sending, isHeardLate: boolean): Promise<void> {
  const id = randomUUID();
  const sealed = close(await keyOf(member), placeOf('answers', id), sending);
  const kept = await sql`
    insert into measures.answers (id, response_id, member_id, sealed)
    select ${id}, r.id, r.member_id, ${sealed} from measures.responses r where r.id = ${responseId} and r.member_id = ${member.id} and (r.done_at is null or ${isHeardLate})
    returning id`;
  if (!kept.length) refuse('measures.refused.done');
}

/** What people hear: ids and how soon to look. `once` is the same for whoever hears of it twice. */
export type Told = { responseId: string; personaId: string; level: 'urgent' | 'concern' | 'low'; once: string };
const toldOf = (member: Member, responseId: string, level: Told['level']): Told => ({ responseId, personaId: member.personaId, level, once: randomUUID() });
const tell = (told: Told) => announce('measures.harm.answered', told);

/** Keeps what a page sent. The same again is nothing new. Answers with whether the calm page comes next. */
export async function give(member: Member, id: string, { scoring }: Instrument, given: Answers, now = new Date()): Promise<Response & { told?: Told }> {
  const response = await one(member, id);
  const known: Answers = { ...response.answers, ...response.late };
  const fresh = Object.entries(given).filter(([item, answer]) => !Object.hasOwn(known, item) || known[item] !== answer) as [string, Answer][];
  const pressing = fresh.flatMap(([item, answer]) => {
    const safety = actsOn(scoring, item, answer);
    return safety ? [{ item, answer, safety, level: levelOf(safety, answer as number) }] : [];
  });
  if (response.doneAt && fresh.length && !pressing.length) refuse('measures.refused.done');
  if (!fresh.length) return response;
  const said = response.doneAt ? { late: Object.fromEntries(pressing.map(({ item, answer }) => [item, answer])) } : { answers: Object.fromEntries(fresh) };
  const heard = response.isWatched ? pressing.find(({ safety }) => safety.act === 'ask') : undefined;
  const told = heard && toldOf(member, id, heard.level);
  try {
    await asking(member, async () => {
      await send(member, id, { at: now.toISOString(), ...said, ...(pressing.length && { acts: true }) }, pressing.length > 0);
      if (told) await tell(told);
    });
  } catch (error) {
    if (told) await apart(() => asking(member, () => tell(told)));
    throw error;
  }
  return { ...(await one(member, id)), ...(told && { told }) };
}

/** "Are you safe right now?" No and not sure bring a person at once, where there are people; also when it is said on a page that is long done. */
export async function saySafe(member: Member, id: string, word: string, now = new Date()): Promise<Told | undefined> {
  if (!isSafeWord(word)) notFound();
  const response = await one(member, id);
  if (isSaid(response, word, now)) return undefined;
  const told = (word === 'no' || word === 'unsure') && response.isWatched && response.hasAsked ? toldOf(member, id, 'urgent') : undefined;
  await asking(member, async () => {
    await send(member, id, { at: now.toISOString(), safe: word }, true);
    if (told) await tell(told);
  });
  return told;
}

/** It is done: the score is worked out and kept. Twice is once. Never before the calm page has been answered or put by. */
export const finish = (member: Member, id: string, { scoring }: Instrument, eight: Scoring, now = new Date()): Promise<void> =>
  asking(member, async () => {
    const response = await one(member, id);
    if (response.isPending) refuse('measures.refused.calmFirst');
    if (response.doneAt) return;
    if (!Object.keys(response.answers).length) refuse('measures.refused.empty');
    await sql`update measures.responses set done_at = ${now} where id = ${id} and done_at is null`;
    await keepScore(member, response, scoring, eight);
  });

/** By this version of the arithmetic, beside what another one made of it. */
export async function keepScore(member: Member, { id, answers }: Response, scoring: Scoring, eight: Scoring): Promise<void> {
  const kept: Kept = { score: score(scoring, answers), subthreshold: subthreshold(scoring, eight, answers) };
  await asking(member, async () => sql`
    insert into measures.scores (response_id, version, member_id, sealed)
    values (${id}, ${scoring.version}, ${member.id}, ${close(await keyOf(member), placeOf('scores', `${id}|${scoring.version}`), kept)})
    on conflict do nothing`);
}

/** Takes one away for good, because the member wants to. Twice is once. */
export const takeAway = (member: Member, id: string) =>
  asking(member, () => (isUuid(id) ? sql`delete from measures.responses where id = ${id} and member_id = ${member.id}` : notFound()));
