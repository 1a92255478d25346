/**
 * Cases: everything that needs a person to look.
 *
 * A case is about one subject and there is one open case for it, with many
 * signals and reports. It is open, claimed, acting or closed (`case-rules`).
 * Claiming is one guarded statement: of two moderators one gets it and the
 * other is told by name. Whoever holds a case does what they do to the version
 * they have seen; if it has changed since, they are told and look again. A
 * lease of ten minutes ends by itself. Every change writes what happened, in
 * its own transaction.
 *
 * A moderator never meets a case about themselves, about somebody they know,
 * or one they asked to be spared: for them there is no such case.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { isTimeZone } from '#house/duty-rules';
import * as sayings from '#house/sayings';
import { clockWords } from '#house/when-rules';
import type { Member, Moderator } from '#members/members';
import * as caring from '#safety/caring';
import * as endings from '#safety/endings';
import * as near from '#safety/near';
import * as standing from '#safety/standing';
import { after, higher, isHeld, isHoldersOwn, isRaise, laneOf, leaseMinutes, stateAt, weightOf, type Lane, type Level, type Move, type Sign, type SignalKind, type State } from '#safety/case-rules';

export type Subject = { kind: string; id: string; personaId: string | null; space?: string };
export type Reason = { phase: string; why: string; words?: string; level: Level };
export type Signal = {
  kind: SignalKind;
  level: Level;
  flags?: readonly string[];
  reasons?: readonly Reason[];
  version?: string;
  /** One effect of one event, such as `report:<id>`: heard twice it is noted once. */
  cause: string;
  /** By when somebody was told that a person reads it. */
  promisedBy?: Date | undefined;
};
export type Case = {
  id: string;
  subjectKind: string;
  subjectId: string;
  personaId: string | null;
  level: Level;
  lane: Lane;
  state: State;
  version: number;
  openedAt: Date;
  seenAt: Date | null;
  claimedBy: string | null;
  claimedAt: Date | null;
  claimedUntil: Date | null;
  handedTo: string | null;
  secondAskedAt: Date | null;
  secondedBy: string | null;
  /** For those who told us, until it is closed. */
  answer: string;
};
type Note = { what: string; note?: string; told?: string; toLevel?: Level; toId?: string | null };

/** Writes down what happened. Never alone: always in the transaction of the change. */
const write = (caseId: string, byId: string | null, version: number, fromLevel: Level, { what, note = '', told = '', toLevel, toId = null }: Note) => sql`
  insert into safety.activity (case_id, by_id, what, version, from_level, to_level, to_id, note, told)
  values (${caseId}, ${byId}, ${what}, ${version}, ${fromLevel}, ${toLevel ?? fromLevel}, ${toId}, ${note}, ${told})`;

/**
 * Something says that a person should look: a report, an assessment, a clock.
 * Opens the subject's case or joins the one that is open. It may raise the
 * level, never lower it. For reactors and verbs of the house, in `asHouse`.
 * `apart` writes down for whom it is not, whatever happens: who is near is
 * asked after that, since near is better than nobody.
 */
export async function signal(subject: Subject, sign: Signal, apart?: (caseId: string) => Promise<void>): Promise<{ caseId: string; isNew: boolean; level: Level }> {
  return asHouse(async () => {
    const [heard] = await sql<{ caseId: string; level: Level }>`
      select s.case_id, c.level from safety.signals s join safety.cases c on c.id = s.case_id where s.cause = ${sign.cause}`;
    if (heard) return { caseId: heard.caseId, isNew: false, level: heard.level };
    const lane = laneOf(sign.level, [{ kind: sign.kind, flags: sign.flags ?? [] }]);
    const [made] = await sql<{ id: string }>`
      insert into safety.cases (id, subject_kind, subject_id, persona_id, space, level, lane, weight)
      values (${randomUUID()}, ${subject.kind}, ${subject.id}, ${subject.personaId}, ${subject.space ?? 'forum'}, ${sign.level}, ${lane}, ${weightOf(lane, sign.level)})
      on conflict (subject_kind, subject_id) where state <> 'closed' do nothing
      returning id`;
    const found = made ? await begin(made.id, sign) : await join(subject, sign);
    await apart?.(found.caseId);
    await near.keepApart(found.caseId, subject);
    return found;
  });
}

const keep = async (caseId: string, { kind, level, flags = [], reasons = [], version = '', cause, promisedBy }: Signal) => {
  const [kept] = await sql`
    insert into safety.signals (id, case_id, kind, level, flags, reasons, version, cause, promised_by)
    values (${randomUUID()}, ${caseId}, ${kind}, ${level}, ${flags as string[]}::text[], ${JSON.stringify(reasons)}::jsonb, ${version}, ${cause}, ${promisedBy ?? null})
    on conflict (cause) do nothing returning id`;
  return kept !== undefined;
};

async function begin(caseId: string, sign: Signal) {
  await keep(caseId, sign);
  await write(caseId, null, 1, sign.level, { what: 'opened' });
  await announce('safety.case.opened', { caseId, level: sign.level });
  return { caseId, isNew: true, level: sign.level };
}

async function join(subject: Subject, sign: Signal): Promise<{ caseId: string; isNew: boolean; level: Level }> {
  const [found] = await sql<Pick<Case, 'id' | 'level' | 'version'>>`
    select id, level, version from safety.cases where subject_kind = ${subject.kind} and subject_id = ${subject.id} and state <> 'closed' for update`;
  if (!found) return signal(subject, sign); // closed in this very moment: it is a case of its own
  if (!(await keep(found.id, sign))) return { caseId: found.id, isNew: false, level: found.level };
  const level = higher(found.level, sign.level);
  await place(found.id, level, found.version + 1);
  await write(found.id, null, found.version + 1, found.level, { what: isRaise(found.level, level) ? 'raised' : 'signalled', toLevel: level });
  if (isRaise(found.level, level)) await announce('safety.case.raised', { caseId: found.id, level });
  return { caseId: found.id, isNew: false, level };
}

/** Puts a case where its level and everything said about it belong. */
async function place(caseId: string, level: Level, version: number): Promise<void> {
  const signs = await sql<Sign>`select kind, flags from safety.signals where case_id = ${caseId}`;
  const lane = laneOf(level, signs);
  await sql`update safety.cases set level = ${level}, lane = ${lane}, weight = ${weightOf(lane, level)}, version = ${version} where id = ${caseId}`;
}

/** A case as this moderator may know it, its row held until the transaction is over. */
async function held(moderator: Moderator, caseId: string): Promise<Case> {
  if (!isUuid(caseId)) notFound();
  await near.again(caseId);
  const [found] = await sql<Case>`
    select id, subject_kind, subject_id, persona_id, level, lane, state, version, opened_at, seen_at, claimed_by, claimed_at, claimed_until,
           handed_to, second_asked_at, seconded_by, answer
      from safety.cases where id = ${caseId} and safety.may_hold(${moderator.id}, id, persona_id) for update`;
  return found ?? notFound();
}

/** "I take it." One guarded statement: of two at once one gets it. Saying it again begins the ten minutes anew. */
export const claim = (moderator: Moderator, caseId: string, version: number): Promise<void> =>
  asHouse(async () => {
    if (!isUuid(caseId)) notFound();
    await near.again(caseId);
    const [wanted] = await sql<Pick<Case, 'id' | 'level' | 'subjectKind'>>`
      select id, level, subject_kind from safety.cases where id = ${caseId} and claimed_by is distinct from ${moderator.id} and state <> 'closed' and safety.may_hold(${moderator.id}, id, persona_id)`;
    if (wanted) await caring.mayTake(moderator, wanted);
    const [mine] = await sql<Pick<Case, 'id' | 'level' | 'version' | 'subjectKind'>>`
      update safety.cases
         set state = case when state = 'acting' and claimed_by = ${moderator.id} then 'acting' else 'claimed' end,
             claimed_at = case when claimed_by = ${moderator.id} and claimed_until > now() then claimed_at else now() end,
             claimed_by = ${moderator.id}, claimed_until = now() + make_interval(mins => ${leaseMinutes}),
             handed_to = case when handed_to = ${moderator.id} then null else handed_to end,
             seen_at = coalesce(seen_at, now()), version = version + 1
       where id = ${caseId} and version = ${asVersion(version)} and state <> 'closed'
         and (state = 'open' or claimed_by is null or claimed_until <= now() or claimed_by = ${moderator.id})
         and safety.may_hold(${moderator.id}, id, persona_id)
      returning id, level, version, subject_kind`;
    if (!mine) return whyNot(moderator, caseId);
    await caring.carry(moderator, mine);
    await write(caseId, moderator.id, mine.version, mine.level, { what: 'claimed' });
    await announce('safety.case.claimed', { caseId, byId: moderator.id });
  });

const asVersion = (version: number) => (Number.isInteger(version) && version > 0 && version < 2 ** 31 ? version : 0);

/** Why a case could not be taken, in words: who has it and since when, who closed it, or that it has changed. */
async function whyNot(moderator: Moderator, caseId: string): Promise<never> {
  const found = await held(moderator, caseId);
  if (found.state === 'closed') return closed(caseId);
  if (isHeld(found, new Date()) && found.claimedBy !== moderator.id) return refuseHeld(moderator, found);
  refuse('safety.refused.stale');
}

async function closed(caseId: string): Promise<never> {
  const [by] = await sql<{ name: string | null }>`select safety.called(closed_by) as name from safety.cases where id = ${caseId}`;
  return by?.name ? refuse('safety.refused.closed', undefined, { name: by.name }) : refuse('safety.refused.closedBySomebody');
}

async function refuseHeld(moderator: Moderator, { id }: Case): Promise<never> {
  const [[by], { timeZone }] = await Promise.all([
    sql<{ name: string; at: Date }>`select safety.called(claimed_by) as name, claimed_at as at from safety.cases where id = ${id}`,
    sayings.sayAnyway(moderator.language)
  ]);
  return refuse('safety.refused.claimed', undefined, { name: by!.name, time: clockWords(by!.at, isTimeZone(timeZone) ? timeZone : 'UTC', moderator.language) });
}

type Change = { what: string; note?: string; told?: string; level?: Level; handedTo?: string | null; secondAskedAt?: Date; secondedBy?: string; outcome?: string; /** A second person closes what the first proposed. */ isForHolder?: boolean };

/**
 * One move by a moderator: the state table allows it, it is theirs to make, and
 * the case is as they saw it. A case nobody holds is taken with the move, which
 * counts as taking it does, and is refused as kindly where it would be too much.
 * Answers with the case as it was. Inside `asHouse`.
 */
export async function move(moderator: Moderator, caseId: string, version: number, made: Move, change: Change): Promise<Case> {
  const found = await held(moderator, caseId);
  const now = new Date();
  if (found.state === 'closed' && made !== 'reopen') return closed(caseId);
  if (isHoldersOwn(made) && !change.isForHolder && isHeld(found, now) && found.claimedBy !== moderator.id) return refuseHeld(moderator, found);
  if (found.version !== version) refuse('safety.refused.stale');
  if (made === 'close' && (await endings.isOwed(caseId))) refuse('safety.refused.recordFirst', 'record');
  const isFree = !isHeld(found, now);
  const from = stateAt(found, now) === 'open' && isHoldersOwn(made) && made !== 'release' ? 'claimed' : stateAt(found, now);
  const to = after(from, made) ?? refuse('safety.refused.move');
  const isTaken = made === 'accept' || (isFree && isHoldersOwn(made) && made !== 'release' && !change.isForHolder);
  // Who passes a free case on to a colleague may do so however much they carry.
  if (isTaken && made !== 'hand') await caring.mayTake(moderator, found, made === 'accept' ? found.claimedBy : null);
  if (to === 'closed') await standing.refuseUndecided(found, change.outcome);
  const keepsLease = to === 'claimed' || to === 'acting';
  const holder = made === 'accept' || isFree ? moderator.id : found.claimedBy;
  await sql`
    update safety.cases
       set state = ${to}, version = version + 1, seen_at = coalesce(seen_at, now()),
           claimed_by = case when ${keepsLease} then ${holder}::uuid end,
           claimed_at = case when ${keepsLease} then case when claimed_by = ${holder}::uuid and claimed_until > now() then claimed_at else now() end end,
           claimed_until = case when ${keepsLease} then case when ${holder === moderator.id} then now() + make_interval(mins => ${leaseMinutes}) else claimed_until end end,
           handed_to = ${change.handedTo === undefined ? found.handedTo : change.handedTo}::uuid,
           second_asked_at = ${change.secondAskedAt ?? found.secondAskedAt}, seconded_by = ${change.secondedBy ?? found.secondedBy},
           outcome = ${change.outcome ?? null}, closed_at = case when ${to === 'closed'} then now() end, closed_by = case when ${to === 'closed'} then ${moderator.id}::uuid end
     where id = ${caseId}`;
  // Passing on carries nothing; whoever does something else with what they hold does.
  if (made !== 'hand' && made !== 'release' && (isTaken || (isHoldersOwn(made) && found.claimedBy === moderator.id))) await caring.carry(moderator, found);
  if (isTaken && made !== 'accept') await announce('safety.case.claimed', { caseId, byId: moderator.id }); // accepting says itself that it is theirs
  if (change.level) await place(caseId, change.level, version + 1);
  await write(caseId, moderator.id, version + 1, found.level, { ...change, toLevel: change.level ?? found.level, toId: change.handedTo ?? null });
  return found;
}

/** Notes something that does not change where a case stands, also when it is over. Inside `asHouse`. */
export async function note(caseId: string, byId: string | null, made: { what: string; note?: string; told?: string }): Promise<void> {
  const [found] = await sql<Pick<Case, 'level' | 'version'>>`select level, version from safety.cases where id = ${caseId}`;
  if (found) await write(caseId, byId, found.version, found.level, made);
}

/** Whether somebody could be on a case at all. A case that is not there is nobody's. */
export const isTheirsToHold = (member: Member, caseId: string) =>
  asHouse(async () => {
    if (!isUuid(caseId)) return false;
    const [may] = await sql<{ may: boolean }>`select safety.may_hold(${member.id}, id, persona_id) as may from safety.cases where id = ${caseId}`;
    return may?.may ?? false;
  });
