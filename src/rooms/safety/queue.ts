/**
 * The queue: what a moderator has before them.
 *
 * Lanes stand in the order of need; inside a lane the most pressing comes
 * first, then whoever has waited longest. Nothing here counts a table: a lane
 * says how many wait up to fifty, and how old the oldest is. Lists go on after
 * a key that stands in the address, so the end of a long night costs what its
 * beginning does, and whatever became of the last case shown, none is left out.
 */
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import * as answered from '#forum/answered';
import * as seen from '#forum/seen';
import { keyAsked, keyText, type Key } from '#forum/page-rules';
import { render } from '#forum/text';
import { asModerator, type Host, type Moderator } from '#members/members';
import { isHeld, lanes, weightsOf, type Lane, type Level, type State } from '#safety/case-rules';
import type { Reason } from '#safety/cases';
import * as endings from '#safety/endings';
import * as near from '#safety/near';
import * as standing from '#safety/standing';

/** Above this we say "more than": nobody works better for a larger number. */
export const mostCounted = 50;
const pageSize = 20;

/** Where a list of what waits goes on: by need, then by age. Anything else begins at the beginning. */
const afterText = ({ weight, ...key }: Key & { weight: number }) => `${weight}-${keyText(key)}`;
function afterAsked(text: string | null): Key & { weight: number } {
  const [, weight, rest] = /^(\d{1,4})-(.+)$/.exec(text ?? '') ?? [];
  const key = keyAsked(rest ?? null);
  return key ? { weight: Number(weight), ...key } : { weight: -1, at: 0, id: nobody };
}
const nobody = '00000000-0000-0000-0000-000000000000';

export type LaneNow = { lane: Lane; count: number; oldest: Date | null };

/** Cases by lane: how many, up to fifty, and since when. Looks at no more than that many of each; above that the oldest is that of the most pressing. */
async function caseLanes(moderator: Moderator): Promise<LaneNow[]> {
  const bounds = lanes.map(weightsOf);
  return asHouse(() => sql<LaneNow>`
    select l.lane, count(c.opened_at)::int as count, min(c.opened_at) as oldest
      from unnest(${lanes as readonly string[] as string[]}::text[], ${bounds.map(([from]) => from)}::int[], ${bounds.map(([, to]) => to)}::int[]) with ordinality as l(lane, lo, hi, place)
      left join lateral (
        select q.opened_at from safety.cases q
         where q.state <> 'closed' and q.weight between l.lo and l.hi and safety.may_hold(${moderator.id}, q.id, q.persona_id)
         order by q.weight, q.opened_at, q.id limit ${mostCounted + 1}) c on true
     group by l.lane, l.place order by l.place`);
}

/** Every lane this person works in. Hosts answer and read; the others are for moderators. */
export async function overview(host: Host): Promise<LaneNow[]> {
  const moderator = asModerator(host);
  const [unanswered, unread, ofCases] = await Promise.all([
    asking(host, () => answered.unansweredNow(host, mostCounted + 1)),
    seen.unseenNow(host, mostCounted + 1),
    moderator ? caseLanes(moderator) : lanes.map((lane) => ({ lane, count: 0, oldest: null }))
  ]);
  const more: Partial<Record<Lane, { count: number; oldest: Date | null }>> = { unanswered, unread };
  return ofCases.filter(({ lane }) => moderator || lane in more).map(({ lane, count, oldest }) => {
    const times = [oldest, more[lane]?.oldest].filter((at) => at != null).sort((a, b) => a.getTime() - b.getTime());
    return { lane, count: Math.min(count + (more[lane]?.count ?? 0), mostCounted + 1), oldest: times[0] ?? null };
  });
}

/** Nothing waits in any lane this person works in: then there is nothing to do but rest. */
export const isAllRead = (now: readonly LaneNow[]) => now.every(({ count }) => count === 0);

type Row = {
  id: string; subjectKind: string; subjectId: string; personaId: string | null; level: Level; lane: Lane; state: State; version: number; weight: number;
  openedAt: Date; seenAt: Date | null; claimedBy: string | null; claimedUntil: Date | null; by: string | null; handedTo: string | null; asked: string | null; isSecondAsked: boolean;
  kinds: string[]; flags: string[]; name: string | null; seed: string | null; face: string | null;
};
export type Waiting = Omit<Row, 'claimedBy' | 'handedTo'> & {
  /** Who is on it now, by the name they moderate under. */
  on: string | undefined;
  isMine: boolean;
  /** I was asked by name to take over. */
  isOffered: boolean;
  /** Who was asked to, by the name they moderate under. */
  asked: string | null;
};

const shown = (moderator: Moderator, { claimedBy, handedTo, ...row }: Row): Waiting => {
  const isOn = isHeld({ state: row.state, claimedBy, claimedUntil: row.claimedUntil }, new Date());
  return { ...row, on: isOn ? (row.by ?? undefined) : undefined, isMine: isOn && claimedBy === moderator.id, isOffered: handedTo === moderator.id };
};

/** One page of a lane, or of everything when no lane is named, and where the next page begins. */
export async function waiting(moderator: Moderator, lane: Lane | null = null, asked: string | null = null): Promise<{ cases: Waiting[]; next: string | undefined }> {
  const [[from, to], after] = [lane ? weightsOf(lane) : [0, 1000], afterAsked(asked)];
  const rows = await asHouse(() => sql<Row & { at: number }>`
    select (extract(epoch from c.opened_at) * 1000000)::bigint as at, c.id, c.subject_kind, c.subject_id, c.persona_id, c.level, c.lane, c.state, c.version, c.weight, c.opened_at, c.seen_at, c.claimed_by, c.claimed_until,
           safety.called(c.claimed_by) as by, c.handed_to, safety.called(c.handed_to) as asked, c.second_asked_at is not null and c.seconded_by is null as is_second_asked,
           s.kinds, s.flags, f.name, f.seed, f.code as face
      from (select q.* from safety.cases q
             where q.state <> 'closed' and q.weight between ${from} and ${to} and safety.may_hold(${moderator.id}, q.id, q.persona_id)
               and (q.weight, q.opened_at, q.id) > (${after.weight}::int, 'epoch'::timestamptz + ${after.at}::bigint * interval '1 microsecond', ${after.id}::uuid)
             order by q.weight, q.opened_at, q.id limit 21) c
      left join members.faces f on f.persona_id = c.persona_id
      cross join lateral (
        select array(select distinct kind from safety.signals where case_id = c.id) as kinds,
               array(select distinct unnest(flags) from safety.signals where case_id = c.id) as flags) s
     order by c.weight, c.opened_at, c.id`);
  const page = rows.slice(0, pageSize);
  return { cases: page.map(({ at: _, ...row }) => shown(moderator, row)), next: rows.length > pageSize ? afterText(page.at(-1)!) : undefined };
}

export type Signalled = { kind: string; level: Level; flags: string[]; reasons: Reason[]; version: string; at: Date; /** By when somebody was told that a person reads it. */ promisedBy: Date | null };
export type Reported = { id: string; reason: string; words: string | null; madeAt: Date; /** Of a hundred earlier reports of the same person, how many led to something; nothing below five. */ rightOf100: number | null };
export type Done = { what: string; by: string | null; to: string | null; at: Date; version: number; fromLevel: Level; toLevel: Level; note: string; told: string };
export type Past = { id: string; at: Date; kind: string; rule: number | null; by: string | null; isUndone: boolean; /** It ran out by itself. */ hasEnded: boolean; /** The words are others now than those that were decided about. */ isChanged: boolean };
export type Whole = Waiting & {
  signals: Signalled[];
  reports: Reported[];
  activity: Done[];
  past: Past[];
  /** What it is about, as it stands now. */
  standing: standing.Standing;
  post: standing.Standing['post'];
  line: standing.Standing['line'];
  table: standing.Standing['table'];
  /** They took away the name it is about, and are a member still. */
  hasLeft: boolean;
  /** For those who told us, kept until it is closed. */
  answer: string;
  /** It was urgent, and its record does not say yet how it ended: until then it is not closed. */
  isOwedRecord: boolean;
  /** Its record is ended, and says how it ended. */
  isRecordEnded: boolean;
  /** What was written, as it stood when it was first reported. */
  copy: string | null;
  /** What was written as it stood when it was reported, as HTML; else as it stands. */
  html: string;
};

/** A case with everything said and done about it. */
export async function one(moderator: Moderator, caseId: string): Promise<Whole> {
  if (!isUuid(caseId)) notFound();
  return asHouse(async () => {
    await near.again(caseId);
    const [row] = await sql<Row & { answer: string; hasLeft: boolean; isRecordEnded: boolean }>`
      select c.id, c.subject_kind, c.subject_id, c.persona_id, c.level, c.lane, c.state, c.version, c.weight, c.opened_at, c.seen_at, c.claimed_by, c.claimed_until, c.answer,
             safety.called(c.claimed_by) as by, c.handed_to, safety.called(c.handed_to) as asked, c.second_asked_at is not null and c.seconded_by is null as is_second_asked,
             array(select distinct kind from safety.signals where case_id = c.id) as kinds,
             array(select distinct unnest(flags) from safety.signals where case_id = c.id) as flags, f.name, f.seed, f.code as face,
             exists (select from members.personas p where p.id = c.persona_id and p.stands_for is not null) as has_left,
             exists (select from safety.urgent_records r where r.case_id = c.id and r.ended_at is not null and r.outcome <> '') as is_record_ended
        from safety.cases c left join members.faces f on f.persona_id = c.persona_id
       where c.id = ${caseId} and safety.may_hold(${moderator.id}, c.id, c.persona_id)`;
    if (!row) notFound();
    const [words, known] = [await said(row), await before(row)];
    return { ...shown(moderator, row), answer: row.answer, hasLeft: row.hasLeft, isRecordEnded: row.isRecordEnded, ...words, ...known, isOwedRecord: row.state !== 'closed' && (await endings.isOwed(row.id)), copy: words.copy ?? known.line?.body ?? known.table?.text ?? null,
      html: words.copy !== null ? render(words.copy) : known.standing.html };
  });
}

async function said({ id, subjectKind, subjectId }: Row) {
  const signals = await sql<Signalled>`select kind, level, flags, reasons, version, at, promised_by from safety.signals where case_id = ${id} order by at`;
  const reports = await sql<Reported & { copy: string | null }>`
    select r.id, r.reason, w.words, r.made_at, c.words as copy,
           (select case when count(*) >= 5 then round(100.0 * count(*) filter (where o.outcome <> 'nothing') / count(*))::int end
              from (select q.outcome from safety.reports q where q.reporter_id = r.reporter_id and q.closed_at is not null order by q.closed_at desc limit 100) o) as right_of100
      from safety.reports r left join safety.texts w on w.id = r.words_id left join safety.texts c on c.id = r.copy_id
     where r.subject_kind = ${subjectKind} and r.subject_id = ${subjectId} and r.closed_at is null
     order by r.made_at limit 100`;
  return { signals, reports: reports.map(({ copy: _, ...report }) => report), copy: reports.find(({ copy }) => copy !== null)?.copy ?? null };
}

async function before({ id, subjectKind, subjectId }: Row) {
  const activity = await sql<Done>`
    select what, safety.called(by_id) as by, safety.called(to_id) as to, at, version, from_level, to_level, note, told
      from safety.activity where case_id = ${id} order by id desc limit 100`;
  const decided = await sql<Omit<Past, 'isChanged'> & { words: string | null }>`
    select d.id, d.at, d.kind, d.rule, safety.called(d.moderator_id) as by, safety.is_taken_back(d.id) as is_undone, safety.has_ended(d.id) as has_ended, t.words
      from safety.decisions d left join safety.texts t on t.id = d.before_id where d.subject_kind = ${subjectKind} and d.subject_id = ${subjectId} order by d.at desc limit 20`;
  const now = await standing.of(subjectKind, subjectId);
  const past = decided.map(({ words, ...one_ }): Past => ({ ...one_, isChanged: words !== null && words !== now.text }));
  return { activity, past, standing: now, post: now.post, line: now.line, table: now.table };
}

export type Closed = { id: string; name: string | null; lane: Lane; outcome: string | null; by: string | null; closedAt: Date };

/** What was closed lately, newest first, a page at a time: for taking something back, and for learning. */
export async function closed(moderator: Moderator, asked: string | null = null): Promise<{ cases: Closed[]; next: string | undefined }> {
  const before = keyAsked(asked);
  const rows = await asHouse(() => sql<Closed & { at: number }>`
    select (extract(epoch from c.closed_at) * 1000000)::bigint as at, c.id, f.name, c.lane, c.outcome, safety.called(c.closed_by) as by, c.closed_at
      from safety.cases c
      left join members.faces f on f.persona_id = c.persona_id
     where c.state = 'closed' and safety.may_hold(${moderator.id}, c.id, c.persona_id)
       and (c.closed_at, c.id) < (coalesce('epoch'::timestamptz + ${before?.at ?? null}::bigint * interval '1 microsecond', 'infinity'), ${before?.id ?? nobody}::uuid)
     order by c.closed_at desc, c.id desc limit 21`);
  const page = rows.slice(0, pageSize);
  return { cases: page.map(({ at: _, ...row }) => row), next: rows.length > pageSize ? keyText(page.at(-1)!) : undefined };
}
