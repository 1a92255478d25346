/**
 * Cases: what moderators have to look at.
 *
 * All open reports about one post are one case. Somebody who may be in danger
 * comes first, then the oldest. A moderator never sees a case about their own
 * words; for anybody but a moderator there is no such thing. Deciding is one
 * piece: the row of the decision, what it does to the post, the words to the
 * author, and the answer to everybody who asked. All of it, or nothing.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import * as hiding from '#forum/hiding';
import { render } from '#forum/text';
import { tidy, troubleWith } from '#forum/text-rules';
import * as sayings from '#house/sayings';
import type { Member, Moderator } from '#members/members';
import { isOutcome, isRule, isUrgent, longestWords, weight, type Outcome, type Reason } from '#safety/report-rules';
import * as reports from '#safety/reports';

type Row = { subjectId: string; reports: { id: string; reason: Reason; words: string | null; madeAt: string }[]; copy: string | null; firstAt: Date };
export type Case = Row & {
  reasons: Reason[];
  isUrgent: boolean;
  post: hiding.Concerned | undefined;
  /** What was written as it stood when it was reported, as HTML; else as it stands. */
  html: string;
  isChanged: boolean;
};

/** Everything open, most pressing first. `subjectId` narrows it to one post. */
async function open(moderator: Moderator, subjectId: string | null): Promise<Case[]> {
  const rows = await asHouse(() => sql<Row>`
    select r.subject_id, min(r.made_at) as first_at,
           json_agg(json_build_object('id', r.id, 'reason', r.reason, 'words', w.words, 'madeAt', r.made_at) order by r.made_at) as reports,
           (array_agg(c.words order by r.made_at) filter (where c.words is not null))[1] as copy
      from safety.reports r
      left join safety.texts w on w.id = r.words_id
      left join safety.texts c on c.id = r.copy_id
     where r.closed_at is null and r.subject_kind = 'post'
       and (${subjectId}::uuid is null or r.subject_id = ${subjectId}::uuid)
       and r.persona_id is distinct from ${moderator.personaId}
     group by r.subject_id
     order by bool_or(r.reason = 'danger') desc, min(r.made_at)
     limit 100`);
  const posts = rows.length ? await hiding.concerned(rows.map((row) => row.subjectId)) : [];
  return rows.map((row) => {
    const reasons = [...new Set(row.reports.map(({ reason }) => reason))].sort((a, b) => weight([a]) - weight([b]));
    const post = posts.find(({ id }) => id === row.subjectId);
    return {
      ...row, reasons, isUrgent: isUrgent(reasons), post,
      html: row.copy === null ? (post?.html ?? '') : render(row.copy),
      isChanged: row.copy !== null && post !== undefined && !post.deletedAt && post.body !== row.copy
    };
  });
}

export const waiting = (moderator: Moderator) => open(moderator, null);

export type Past = { at: Date; kind: string; rule: number | null; by: string | null };

/** One case, with what was decided about this post before. Closed meanwhile: who closed it. */
export async function of(moderator: Moderator, subjectId: string): Promise<{ case: Case; past: Past[] }> {
  if (!isUuid(subjectId)) notFound();
  const [found] = await open(moderator, subjectId);
  if (!found) notFound();
  const past = await asHouse(() => sql<Past>`
    select d.at, d.kind, d.rule, f.name as by
      from safety.decisions d
      left join members.personas p on p.member_id = d.moderator_id and p.space = 'forum'
      left join members.faces f on f.persona_id = p.id
     where d.subject_kind = 'post' and d.subject_id = ${subjectId}
     order by d.at desc limit 20`);
  return { case: found, past };
}

export type Deciding = { outcome: string; rule: number; toAuthor: string; toReporters: string; seen: readonly string[] };

function fit({ outcome, rule, toAuthor, toReporters }: Deciding, ways: number): Outcome {
  if (!isOutcome(outcome)) refuse('safety.refused.outcome', 'outcome');
  for (const [field, words] of Object.entries({ toAuthor, toReporters })) {
    if (troubleWith(words, longestWords) === 'long') refuse('safety.refused.long', field, { most: longestWords });
  }
  if (outcome === 'hid' && !isRule(rule, ways)) refuse('safety.refused.rule', 'rule');
  if (outcome !== 'nothing' && troubleWith(toAuthor, longestWords) === 'empty') refuse('safety.refused.toAuthor', 'toAuthor');
  return outcome;
}

/** Decides a case. Hiding needs the rule it rests on, and the author is always told why. */
export async function decide(moderator: Moderator, subjectId: string, deciding: Deciding): Promise<void> {
  if (!isUuid(subjectId)) notFound();
  const { lines } = await sayings.conduct(moderator.language);
  const outcome = fit(deciding, lines.length);
  const seen = deciding.seen.filter(isUuid);
  await asHouse(async () => {
    const [post] = await hiding.concerned([subjectId]);
    if (post?.personaId === moderator.personaId) notFound();
    const mine = await sql<{ id: string }>`
      select id from safety.reports
       where id = any(${seen}::uuid[]) and subject_id = ${subjectId} and closed_at is null for update`;
    if (!mine.length) await refuseClosed(seen, subjectId);
    await reports.close(moderator.id, mine.map(({ id }) => id), outcome, tidy(deciding.toReporters));
    if (outcome !== 'nothing' && (!post || post.personaId === null)) refuse('safety.refused.authorLeft', 'outcome');
    const before = outcome === 'hid' ? ((await hiding.hide(moderator, subjectId)) ?? refuse('safety.refused.hiddenAlready', 'outcome')) : null;
    await write(moderator, post, subjectId, outcome, deciding, before);
  });
}

async function refuseClosed(seen: readonly string[], subjectId: string): Promise<never> {
  const [other] = await sql<{ name: string }>`
    select f.name from safety.reports r
      join members.personas p on p.member_id = r.closed_by and p.space = 'forum'
      join members.faces f on f.persona_id = p.id
     where r.id = any(${seen as string[]}::uuid[]) and r.subject_id = ${subjectId} limit 1`;
  return other ? refuse('safety.refused.closed', undefined, { name: other.name }) : notFound();
}

async function write(moderator: Moderator, post: hiding.Concerned | undefined, subjectId: string, kind: Outcome, { rule, toAuthor }: Deciding, before: string | null) {
  const personaId = post?.personaId ?? null;
  const saidId = personaId && kind !== 'nothing' ? await reports.keep(personaId, tidy(toAuthor), null) : null;
  const beforeId = personaId && before !== null ? await reports.keep(personaId, before, null) : null;
  const decisionId = randomUUID();
  await sql`
    insert into safety.decisions (id, moderator_id, subject_kind, subject_id, persona_id, kind, rule, said_id, before_id)
    values (${decisionId}, ${moderator.id}, 'post', ${subjectId}, ${personaId}, ${kind}, ${rule || null}, ${saidId}, ${beforeId})`;
  await announce('safety.decision.made', { decisionId, personaId, kind });
}

export type Decided = { kind: 'spoke' | 'hid'; at: Date; rule: number | null; said: string; before: string | null };

/** What a moderator wrote to a member about their own post, the way it rests on, and their words as they were. Never by whom it was asked. */
export async function toldTo(member: Member, decisionId: string): Promise<Decided> {
  if (!isUuid(decisionId)) notFound();
  const mine = await asking(member, () => sql`select 1 from safety.decisions where id = ${decisionId} and persona_id = ${member.personaId}`);
  if (!mine.length) notFound();
  const [told] = await asHouse(() => sql<Decided>`
    select d.kind, d.at, d.rule, s.words as said, b.words as before
      from safety.decisions d
      join safety.texts s on s.id = d.said_id
      left join safety.texts b on b.id = d.before_id
     where d.id = ${decisionId}`);
  return told ?? notFound();
}
