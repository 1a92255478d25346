/**
 * Appeals: somebody else looks again.
 *
 * Whoever a decision is about reads it in full: what was done, the way it
 * rests on, their words before and after, the moderator's words. They may ask
 * once for another person to look. It goes to nobody who had a hand in it or
 * stayed away from it, its case is closed by an answer alone, and they hear what
 * came of it, with reasons. The day they were promised is kept with it: from
 * that day on the stewards and the desk hear daily that it waits, and whoever
 * asked reads that it is late. What ran out by itself was not taken back, and
 * may still be asked about.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import * as alarms from '#platform/alarms';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { keyAsked, keyText } from '#forum/page-rules';
import { tidy, troubleWith } from '#forum/text-rules';
import * as gathered from '#gatherings/concerning';
import * as sayings from '#house/sayings';
import type { Member, Moderator } from '#members/members';
import { dueDay, today, workOf, type Result } from '#safety/appeal-rules';
import * as cases from '#safety/cases';
import { isAppealable, isOfWords, undoing as undoingOf, type Kind } from '#safety/decision-rules';
import { record } from '#safety/records';
import { longestWords } from '#safety/report-rules';
import * as reports from '#safety/reports';
import * as standing from '#safety/standing';
import * as undoing from '#safety/undoing';

export type Decided = {
  id: string; kind: Kind; at: Date; rule: number | null; said: string | null; before: string | null; after: string | null;
  subjectKind: string; subjectId: string; detail: { about?: { before: string[]; after: string[] }; hours?: number; until?: string };
  /** A person took it back. */
  isUndone: boolean;
  /** A pause that is over; of an answer: the pause it is about was over before anybody took it back. */
  hasEnded: boolean;
  /** The decision this one came of. */
  first: string | null;
  /** Others see what it is about. */
  isThere: boolean;
  /** Of a plan: the date at which its hosts change it. */
  plan: string | undefined;
  appeal: { words: string | null; outcome: Result | null; due: string; isLate: boolean } | undefined;
  mayAppeal: boolean;
};
type Row = Omit<Decided, 'appeal' | 'mayAppeal' | 'plan' | 'isThere'> & { due: string | null; words: string | null; outcome: Result | null };

/** How the place works, for the day an answer is due. */
const work = async () => workOf(await sayings.sayAnyway('en'));

/** A decision about the member, whole. For anybody else there is none. */
export async function about(member: Member, decisionId: string): Promise<Decided> {
  if (!isUuid(decisionId)) notFound();
  const mine = await asking(member, () => sql`select 1 from safety.decisions where id = ${decisionId}`);
  if (!mine.length) notFound();
  const [row] = await asHouse(() => sql<Row>`
    select d.id, d.kind, d.at, d.rule, s.words as said, b.words as before, w.words as after, d.subject_kind, d.subject_id, d.detail,
           safety.is_taken_back(d.id) as is_undone, coalesce(d.undoes, case when d.subject_kind = 'decision' then d.subject_id end) as first,
           safety.has_ended(case when d.kind = 'overturned' then d.subject_id else d.id end) as has_ended,
           a.due_on::text as due, t.words, a.outcome
      from safety.decisions d
      left join safety.texts s on s.id = d.said_id
      left join safety.texts b on b.id = d.before_id
      left join safety.texts w on w.id = d.after_id
      left join safety.appeals a on a.decision_id = d.id
      left join safety.texts t on t.id = a.words_id
     where d.id = ${decisionId}`);
  if (!row) notFound();
  const { due, words, outcome, ...decided } = row;
  const now = new Date();
  const isOver = decided.kind === 'paused' && !decided.isUndone && decided.detail.until !== undefined && new Date(decided.detail.until) <= now; // also before the clock has said so
  const plan = decided.subjectKind === 'plan' ? ((await asHouse(() => gathered.written('plan', decided.subjectId)))?.code ?? undefined) : undefined;
  return {
    ...decided, plan, hasEnded: decided.hasEnded || isOver, isThere: isOfWords(decided.subjectKind) && (await isThere(decided.subjectKind, decided.subjectId)),
    appeal: due ? { words, outcome, due, isLate: !outcome && due < today(await work(), now) } : undefined,
    mayAppeal: !due && !row.isUndone && isAppealable(row.kind)
  };
}

const isThere = async (kind: string, id: string) => asHouse(async () => {
  const { isGone, isHidden } = await standing.of(kind, id);
  return !isGone && !isHidden;
});

/** The decision by which a post of the member was hidden last: the way to it for as long as the post says so. */
export async function ofPost(member: Member, postId: string): Promise<string> {
  if (!isUuid(postId)) notFound();
  const [found] = await asking(member, () => sql<{ id: string }>`
    select id from safety.decisions where subject_kind = 'post' and subject_id = ${postId} and kind = 'hid' order by at desc limit 1`);
  return found?.id ?? notFound();
}

/** Whether the plan of this member is out of sight because a person has decided so, and not only until one has. Nobody else is told that, not those who host it with them. */
export async function isPlanHidden(member: Member, gatheringId: string): Promise<boolean> {
  const [hidden] = await asking(member, () => sql<{ is: boolean }>`select safety.is_hidden_by_decision('plan', ${gatheringId}::uuid) as is`);
  return hidden!.is;
}

export type Mine = { id: string; kind: Kind; at: Date; subjectKind: string; isUndone: boolean; hasEnded: boolean };
const page = 20;

/** Every decision about the member that they were told of, newest first, a page at a time: the way to why for as long as the decision is kept, also where its notice has gone. */
export async function mine(member: Member, asked: string | null = null): Promise<{ decided: Mine[]; next: string | undefined }> {
  const before = keyAsked(asked);
  const rows = await asHouse(() => sql<Mine & { key: number }>`
    select (extract(epoch from d.at) * 1000000)::bigint as key, d.id, d.kind, d.at, d.subject_kind, safety.is_taken_back(d.id) as is_undone, safety.has_ended(d.id) as has_ended
      from safety.decisions d
     where d.persona_id in (select id from members.personas where member_id = ${member.id}) and d.kind <> 'nothing'
       and (d.at, d.id) < (coalesce('epoch'::timestamptz + ${before?.at ?? null}::bigint * interval '1 microsecond', 'infinity'), ${before?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
     order by d.at desc, d.id desc limit 21`);
  const last = rows[page - 1];
  return { decided: rows.slice(0, page).map(({ key: _, ...one }) => one), next: rows.length > page ? keyText({ at: last!.key, id: last!.id }) : undefined };
}

/** The decision by which the member is paused: of several that hold, the one that holds longest. */
export async function ofPause(member: Member): Promise<string | undefined> {
  const mine = await asking(member, () => sql<{ id: string }>`select id from safety.decisions where kind = 'paused'`);
  const [longest] = await asHouse(() => sql<{ id: string }>`
    select id from safety.decisions
     where id = any(${mine.map(({ id }) => id)}::uuid[]) and not safety.is_taken_back(id) and not safety.has_ended(id)
     order by (detail ->> 'until')::timestamptz desc limit 1`);
  return longest?.id;
}

/** Asks for somebody else to look. Nobody who decided, proposed or confirmed it gets it. */
export async function ask(member: Member, decisionId: string, words: string): Promise<void> {
  const { mayAppeal } = await about(member, decisionId);
  if (!mayAppeal) refuse('safety.refused.appealed');
  const trouble = troubleWith(words, longestWords);
  if (trouble === 'long') refuse('safety.refused.long', 'words', { most: longestWords });
  if (trouble === 'empty') refuse('safety.refused.appealWords', 'words');
  await asHouse(async () => {
    const [decision] = await sql<{ personaId: string; caseId: string | null; moderatorId: string | null }>`
      select persona_id, case_id, moderator_id from safety.decisions where id = ${decisionId} and persona_id is not null`;
    if (!decision) notFound();
    const { personaId, caseId, moderatorId } = decision;
    const wordsId = await reports.keep(personaId, tidy(words), null);
    const appealId = randomUUID();
    const [made] = await sql`
      insert into safety.appeals (id, decision_id, persona_id, words_id, due_on) values (${appealId}, ${decisionId}, ${personaId}, ${wordsId}, ${dueDay(new Date(), await work())})
      on conflict (decision_id) do nothing returning id`;
    if (!made) refuse('safety.refused.appealed');
    const opened = await open({ appealId, decisionId, personaId, moderatorId, firstCase: caseId, cause: `appeal:${appealId}` });
    await announce('safety.appeal.made', { appealId, caseId: opened });
  });
}

type Opening = { appealId: string; decisionId: string; personaId: string | null; moderatorId: string | null; firstCase: string | null; cause: string };

/**
 * Opens the case of an appeal, for everybody but who had a hand in the decision
 * or stayed away from the first case. Who was only near to that one is near to
 * this one too (`near`), and may have it when nobody else is left. Inside `asHouse`.
 */
async function open({ decisionId, personaId, moderatorId, firstCase, cause }: Opening): Promise<string> {
  const apart = async (caseId: string) => {
    await sql`
      insert into safety.apart (case_id, member_id, why)
      select ${caseId}, a.member_id, 'decided'
        from (select ${moderatorId}::uuid as member_id
              union select closed_by from safety.cases where id = ${firstCase}::uuid
              union select proposed_by from safety.proposals where case_id = ${firstCase}::uuid
              union select settled_by from safety.proposals where case_id = ${firstCase}::uuid
              union select by_id from safety.activity where case_id = ${firstCase}::uuid and what in ('acted', 'closed', 'seconded', 'pauseProposed', 'pauseConfirmed')) a
       where a.member_id is not null
      on conflict do nothing`;
    await sql`
      insert into safety.apart (case_id, member_id, why)
      select ${caseId}, member_id, why from safety.apart where case_id = ${firstCase}::uuid and why <> 'there' on conflict do nothing`;
  };
  const { caseId } = await cases.signal({ kind: 'decision', id: decisionId, personaId }, { kind: 'appeal', level: 'low', cause }, apart);
  return caseId;
}

/** Finds appeals that wait for an answer and that nobody has before them, and lets a person look again. Answers with how many. */
export const sweep = (): Promise<number> => asHouse(async () => {
  const lost = await sql<Omit<Opening, 'cause'>>`
    select a.id as appeal_id, d.id as decision_id, d.persona_id, d.moderator_id, d.case_id as first_case
      from safety.appeals a join safety.decisions d on d.id = a.decision_id
     where a.closed_at is null and not exists (select from safety.cases c where c.subject_kind = 'decision' and c.subject_id = d.id and c.state <> 'closed')
     order by a.made_at limit 200`;
  for (const one of lost) await open({ ...one, cause: `appeal:${one.appealId}:${randomUUID()}` });
  return lost.length;
});

/** On the day an answer was promised for, and on each day after it, the stewards and the desk hear that an appeal waits. Not of one whose author left for good: nobody waits. Answers with how many do. */
export const remind = (now = new Date()): Promise<number> => asHouse(async () => {
  const due = await sql<{ id: string }>`select id from safety.appeals where closed_at is null and persona_id is not null and due_on <= ${today(await work(), now)}::date order by due_on, id limit 50`;
  for (const { id } of due) await alarms.raiseDaily('appeal.due', { appeal: id }, now);
  return due.length;
});

export type Appealed = {
  id: string; decisionId: string; words: string | null; due: string; isLate: boolean; /** Who asked has left for good: an answer reaches nobody. */ hasLeft: boolean;
  kind: Kind; rule: number | null; said: string | null; before: string | null; after: string | null; by: string | null; isUndone: boolean; hasEnded: boolean; decidedAt: Date;
  /** What it is about as it stands now, and whether those are other words than were decided about. Nothing where there are no words any more. */
  now: standing.Standing | undefined;
  isChanged: boolean;
};

/** What an appeal is about, for the one who looks again. */
export async function ofCase(moderator: Moderator, decisionId: string): Promise<Appealed | undefined> {
  return asHouse(async () => {
    const [row] = await sql<Omit<Appealed, 'isLate' | 'now' | 'isChanged'> & { subjectKind: string; subjectId: string }>`
      select a.id, a.decision_id, t.words, a.due_on::text as due, a.persona_id is null as has_left, d.kind, d.rule, s.words as said, b.words as before, w.words as after, d.subject_kind, d.subject_id,
             safety.called(d.moderator_id) as by, safety.is_taken_back(d.id) as is_undone, safety.has_ended(d.id) as has_ended, d.at as decided_at
        from safety.appeals a
        join safety.decisions d on d.id = a.decision_id
        join safety.cases c on c.subject_kind = 'decision' and c.subject_id = d.id and c.state <> 'closed'
        left join safety.texts t on t.id = a.words_id
        left join safety.texts s on s.id = d.said_id
        left join safety.texts b on b.id = d.before_id
        left join safety.texts w on w.id = d.after_id
       where a.decision_id = ${decisionId} and a.closed_at is null and safety.may_hold(${moderator.id}, c.id, c.persona_id)`;
    if (!row) return undefined;
    const now = await standing.of(row.subjectKind, row.subjectId);
    return { ...row, isLate: !row.hasLeft && row.due < today(await work()), now: now.isGone ? undefined : now, isChanged: row.before !== null && row.before !== now.text };
  });
}

/** Answers an appeal: it stands, or it is taken back whole. The one who asked always reads why; where they left for good, no words are asked for. `read` is the stamp of the words the moderator has before them. */
export const answer = (moderator: Moderator, caseId: string, version: number, result: string, toAuthor: string, note = '', read?: string): Promise<void> =>
  asHouse(async () => {
    if (result !== 'upheld' && result !== 'overturned') refuse('safety.refused.result', 'result');
    for (const [field, words] of Object.entries({ toAuthor, note })) if (troubleWith(words, longestWords) === 'long') refuse('safety.refused.long', field, { most: longestWords });
    const found = await cases.move(moderator, caseId, version, 'close', { what: 'closed', outcome: result, note: tidy(note), told: tidy(toAuthor) });
    if (found.subjectKind !== 'decision') notFound();
    const [appeal] = await sql<{ id: string; kind: Kind; isUndone: boolean; hasLeft: boolean }>`
      select a.id, d.kind, a.persona_id is null as has_left, exists (select from safety.decisions u where u.undoes = d.id) as is_undone
        from safety.appeals a join safety.decisions d on d.id = a.decision_id
       where a.decision_id = ${found.subjectId} and a.closed_at is null for update of a`;
    if (!appeal) notFound();
    if (!appeal.hasLeft && troubleWith(toAuthor, longestWords) === 'empty') refuse('safety.refused.toAuthor', 'toAuthor');
    if (result === 'overturned' && undoingOf(appeal.kind) && !appeal.isUndone) await undoing.restore(moderator, found.subjectId, toAuthor, read);
    const answerId = await record({ caseId, moderatorId: moderator.id, subject: { subjectKind: 'decision', subjectId: found.subjectId }, personaId: found.personaId, kind: result, said: toAuthor });
    await alarms.settle('appeal.due', { appeal: appeal.id });
    await sql`update safety.appeals set closed_at = now(), closed_by = ${moderator.id}, outcome = ${result}, answer_id = ${answerId} where id = ${appeal.id}`;
    await announce('safety.case.closed', { caseId, outcome: result });
  });
