/**
 * What moderators do with a case among themselves: give it back, ask a
 * colleague to take over, a second opinion, lower a level, stay away from it.
 */
import { asHouse, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { tidy, troubleWith } from '#forum/text-rules';
import { deciding, type Moderator } from '#members/members';
import { isHeld, isLevel, isLowering, isRaise } from '#safety/case-rules';
import * as cases from '#safety/cases';
import * as leases from '#safety/leases';
import * as near from '#safety/near';
import { longestWords } from '#safety/report-rules';

/** Words between moderators: what they write is theirs to read, and has an end. */
function noteOf(text: string, { needed = false } = {}): string {
  const trouble = troubleWith(text, longestWords);
  if (trouble === 'long') refuse('safety.refused.long', 'note', { most: longestWords });
  if (needed && trouble === 'empty') refuse('safety.refused.note', 'note');
  return tidy(text);
}

/**
 * Whether they have done this already, from the version they saw: a button pressed twice, or once more after Back, is one press.
 * A case that came to them again since is another matter. Inside `asHouse`.
 */
async function isDone(moderator: Moderator, caseId: string, version: number, what: 'released' | 'accepted' | 'declined'): Promise<boolean> {
  if (!isUuid(caseId) || !Number.isInteger(version) || version < 1 || version >= 2 ** 31 - 1) return false;
  const [done] = await sql`
    select 1 from safety.activity a join safety.cases c on c.id = a.case_id
     where a.case_id = ${caseId} and a.version = ${version + 1} and a.by_id = ${moderator.id} and a.what = ${what}
       and c.handed_to is distinct from ${moderator.id} and (c.claimed_by is not distinct from ${moderator.id}) = ${what === 'accepted'}`;
  return done !== undefined;
}

/** Gives a case back to the queue, and its record with it. Twice is once. */
export const release = (moderator: Moderator, caseId: string, version: number) =>
  asHouse(async () => {
    if (await isDone(moderator, caseId, version, 'released')) return;
    await cases.move(moderator, caseId, version, 'release', { what: 'released', handedTo: null });
    await leases.leave(moderator, caseId);
    await announce('safety.case.released', { caseId });
  });

/** Who else may take this case: everybody on the desk it is not about and who does not know whom it is about. */
export const colleagues = (moderator: Moderator, caseId: string) =>
  asHouse(() => sql<{ id: string; name: string; code: string }>`
    select distinct p.id, safety.called(r.member_id) as name, f.code
      from members.roles r
      join members.personas p on p.member_id = r.member_id and p.space = 'forum'
      join members.faces f on f.persona_id = p.id
      join safety.cases c on c.id = ${isUuid(caseId) ? caseId : notFound()}
     where r.ended_at is null and r.role = any(${deciding}::text[]) and r.member_id <> ${moderator.id}
       and safety.may_hold(r.member_id, c.id, c.persona_id)
     order by name`);

/** What somebody on the desk is called there, by what a page named them with: also where the case is not the asker's any more. */
export const named = async (_: Moderator, personaId: string): Promise<{ id: string; name: string }[]> =>
  isUuid(personaId) ? asHouse(() => sql<{ id: string; name: string }>`
    select p.id, safety.called(p.member_id) as name from members.personas p
     where p.id = ${personaId} and exists (select from members.roles r where r.member_id = p.member_id and r.ended_at is null and r.role = any(${deciding}::text[]))`) : [];

async function colleague(moderator: Moderator, caseId: string, personaId: string): Promise<string> {
  const known = await colleagues(moderator, caseId);
  if (!known.some(({ id }) => id === personaId)) refuse('safety.refused.colleague', 'to');
  const [found] = await sql<{ memberId: string }>`select member_id from members.personas where id = ${personaId}`;
  return found!.memberId;
}

/** Asks one colleague by name to take over. Until they have said yes, it stays where it is. */
export const handOver = (moderator: Moderator, caseId: string, version: number, toPersona: string, note: string) =>
  asHouse(async () => {
    const words = noteOf(note);
    const to = await colleague(moderator, caseId, toPersona);
    await cases.move(moderator, caseId, version, 'hand', { what: 'handed', handedTo: to, note: words });
    await announce('safety.case.handed', { caseId, toId: to });
  });

async function offered(moderator: Moderator, caseId: string): Promise<void> {
  if (!isUuid(caseId)) notFound();
  const [mine] = await sql`select 1 from safety.cases where id = ${caseId} and handed_to = ${moderator.id}`;
  if (!mine) notFound();
}

/** The one who was asked takes over: from now on it is theirs. Twice is once. */
export const accept = (moderator: Moderator, caseId: string, version: number) =>
  asHouse(async () => {
    if (await isDone(moderator, caseId, version, 'accepted')) return;
    await offered(moderator, caseId);
    await cases.move(moderator, caseId, version, 'accept', { what: 'accepted', handedTo: null });
    await announce('safety.case.claimed', { caseId, byId: moderator.id });
  });

/** No reason is asked for. Twice is once. */
export const decline = (moderator: Moderator, caseId: string, version: number) =>
  asHouse(async () => {
    if (await isDone(moderator, caseId, version, 'declined')) return;
    await offered(moderator, caseId);
    await cases.move(moderator, caseId, version, 'decline', { what: 'declined', handedTo: null });
    await announce('safety.case.declined', { caseId });
  });

/** Asks for a second pair of eyes. The one who asks keeps the case. */
export const askSecond = (moderator: Moderator, caseId: string, version: number, note: string) =>
  asHouse(async () => {
    const found = await cases.move(moderator, caseId, version, 'second', { what: 'secondAsked', secondAskedAt: new Date(), note: noteOf(note) });
    if (found.claimedBy !== moderator.id) refuse('safety.refused.move');
    await announce('safety.case.secondAsked', { caseId });
  });

/** A second opinion, by somebody else than the one who holds it, in words. */
export const giveSecond = (moderator: Moderator, caseId: string, version: number, note: string) =>
  asHouse(async () => {
    const words = noteOf(note, { needed: true });
    const found = await cases.move(moderator, caseId, version, 'second', { what: 'seconded', secondedBy: moderator.id, note: words });
    if (!isHeld(found, new Date()) || found.claimedBy === moderator.id) refuse('safety.refused.ownSecond');
  });

/**
 * Only a person lowers a level, with their name and a reason. Raising needs none.
 * Somebody near holds a case only while it is pressing: lowered, it is for
 * somebody from elsewhere at once, and theirs no more.
 */
export const setLevel = (moderator: Moderator, caseId: string, version: number, level: string, note: string) =>
  asHouse(async () => {
    if (!isLevel(level) || level === 'unassessed') refuse('safety.refused.level', 'level');
    const [now] = isUuid(caseId) ? await sql<Pick<cases.Case, 'level'>>`select level from safety.cases where id = ${caseId}` : [];
    const isDown = now !== undefined && isLowering(now.level, level);
    const words = noteOf(note, { needed: isDown });
    const found = await cases.move(moderator, caseId, version, 'lower', { what: isDown ? 'lowered' : 'raised', level, note: words });
    await near.keepApart(caseId, { kind: found.subjectKind, id: found.subjectId });
    if (!(await cases.isTheirsToHold(moderator, caseId))) await leases.lapse(); // whoever may hold it need not wait for their ten minutes to end
    if (isRaise(found.level, level)) await announce('safety.case.raised', { caseId, level });
  });

/** Whether they said of this case that it is not for them. They know that there is one: nothing is given away by saying so. */
export const staysAway = (moderator: Moderator, caseId: string) =>
  asHouse(async () => {
    if (!isUuid(caseId)) return false;
    const [said] = await sql`select 1 from safety.apart where case_id = ${caseId} and member_id = ${moderator.id} and why = 'asked'`;
    return said !== undefined;
  });

/** "Not me, this one." Nobody asks why; if they held it, it goes back to the queue. Twice is once. */
export const stayAway = (moderator: Moderator, caseId: string): Promise<void> =>
  asHouse(async () => {
    if (!isUuid(caseId)) notFound();
    const [found] = await sql<cases.Case>`
      select id, state, version, claimed_by, claimed_until, handed_to from safety.cases
       where id = ${caseId} and safety.may_hold(${moderator.id}, id, persona_id) for update`;
    if (!found) return (await staysAway(moderator, caseId)) ? undefined : notFound();
    if (isHeld(found, new Date()) && found.claimedBy === moderator.id) await cases.move(moderator, caseId, found.version, 'release', { what: 'released' });
    else if (found.handedTo === moderator.id) {
      await cases.move(moderator, caseId, found.version, 'decline', { what: 'declined', handedTo: null });
      await announce('safety.case.declined', { caseId });
    }
    await leases.leave(moderator, caseId);
    await sql`insert into safety.apart (case_id, member_id, why) values (${caseId}, ${moderator.id}, 'asked') on conflict do nothing`;
  });

/** Somebody I know: nothing about them comes to me any more, and what I held goes back to the queue. Only I see that I said so. */
export const know = (moderator: Moderator, personaCode: string): Promise<void> =>
  asHouse(async () => {
    await sql`
      insert into safety.known (member_id, persona_id) select ${moderator.id}, persona_id from members.faces where code = ${personaCode} on conflict do nothing`;
    await leases.lapse();
  });

export const unknow = (moderator: Moderator, personaCode: string) =>
  asHouse(() => sql`
    delete from safety.known where member_id = ${moderator.id} and persona_id in (select persona_id from members.faces where code = ${personaCode})`);

export const knownTo = (moderator: Moderator) =>
  asHouse(() => sql<{ name: string; code: string }>`
    select f.name, f.code from safety.known k join members.faces f on f.persona_id = k.persona_id where k.member_id = ${moderator.id} order by f.name`);
