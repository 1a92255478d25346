/**
 * Offers: what somebody is shown after writing something that sounds hard.
 *
 * Help for their country and the truth about when a person looks, beside their
 * own words and for them alone; also where nothing could be said of how words
 * that were turned away sound, and then nothing is. They put it away when they like; it ends when
 * the case about the words is closed, and after two days by itself. Nothing here
 * is counted, and nobody else sees it. Beside it they may ask that somebody
 * checks in with them: whoever has the case about their words reads that.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import * as cases from '#safety/cases';

export type Level = 'urgent' | 'concern' | 'unassessed';
/** From the least pressing: what could not be assessed may be anything, and says nothing of itself. */
const pressing: readonly Level[] = ['unassessed', 'concern', 'urgent'];

export type Offer = {
  postId: string; level: Level;
  /** When these words were written, as far as they sounded hard. */
  at: Date;
  /** A moderator is on it now, or has done something about it since. */
  isTakenUp: boolean;
};
/** As it stands beside one's own words. `isDecided`: a moderator has decided about them. `checkIn`: whether they may ask that somebody checks in with them, or have; a moderator writes to whoever the case is about, and to nobody who wrote along. */
export type Beside = Offer & { isDecided: boolean; checkIn: 'may' | 'asked' | null };

/**
 * For words heard for the first time. In `asHouse`. The more pressing of two stays, and its time is that of the newest words: what was promised of
 * earlier ones says nothing about these. What was put away stays away, unless it has become more pressing or the case about earlier words is over.
 */
export const make = (postId: string, personaId: string, level: Level) => sql`
  insert into safety.offers as o (post_id, member_id, level)
  select ${postId}, member_id, ${level} from members.personas where id = ${personaId}
  on conflict (post_id) do update
     set level = case when array_position(${pressing as Level[]}::text[], o.level) > array_position(${pressing as Level[]}::text[], excluded.level) then o.level else excluded.level end, at = now(),
         put_away_at = case when array_position(${pressing as Level[]}::text[], o.level) < array_position(${pressing as Level[]}::text[], excluded.level) then null
                            when exists (select from safety.cases c where c.subject_id = o.post_id and c.closed_at > o.at) then null else o.put_away_at end`;

/** The same for what several people write together: help goes to whoever wrote the newest words. What another was offered, or put away, is not theirs. In `asHouse`. */
export const makeAnew = (postId: string, memberId: string, level: Level) => sql`
  insert into safety.offers as o (post_id, member_id, level) values (${postId}, ${memberId}, ${level})
  on conflict (post_id) do update
     set member_id = excluded.member_id, level = excluded.level, at = now(), put_away_at = null, asked_of = null where o.member_id <> excluded.member_id`;

/** What is offered beside some of the member's own posts, while nobody has closed the case about it; the most pressing of them. */
export async function beside(member: Member, postIds: readonly string[]): Promise<Beside | undefined> {
  if (!postIds.length) return undefined;
  const [offer] = await asHouse(() => sql<Beside>`
    select o.post_id, o.level, o.at, exists (select from safety.decisions d where d.subject_id = o.post_id) as is_decided,
           exists (
             select from safety.cases c
              where c.subject_id = o.post_id and c.state <> 'closed'
                and (c.claimed_by is not null and c.claimed_until > now()
                     or exists (select from safety.activity a where a.case_id = c.id and a.at > o.at and a.by_id is not null and a.what in ('acted', 'lowered', 'seconded', 'pauseProposed', 'pauseConfirmed'))
                     or exists (select from safety.urgent_records r join safety.urgent_steps s on s.record_id = r.id where r.case_id = c.id and s.at > o.at))) as is_taken_up,
           (select case when c.id = o.asked_of then 'asked' when c.persona_id in (select p.id from members.personas p where p.member_id = o.member_id) then 'may' end
              from safety.cases c where c.subject_id = o.post_id and c.state <> 'closed' limit 1) as check_in
      from safety.offers o
     where o.member_id = ${member.id} and o.post_id = any(${postIds as string[]}::uuid[]) and o.put_away_at is null and o.at > now() - interval '2 days'
       and not exists (select from safety.cases c where c.subject_id = o.post_id and c.closed_at > o.at)
     order by array_position(${pressing as Level[]}::text[], o.level) desc, o.at desc limit 1`);
  return offer;
}

/** Puts it away. Twice is once. */
export const putAway = (member: Member, postId: string) =>
  asking(member, async () => {
    if (!isUuid(postId)) notFound();
    await sql`update safety.offers set put_away_at = coalesce(put_away_at, now()) where post_id = ${postId} and member_id = ${member.id}`;
  });

/**
 * Asks that somebody checks in with them: whoever has the case about these words reads it there. Twice is once. Where the case was
 * closed a moment ago the asking is one of its own, and help stands beside the words again.
 */
export const askCheckIn = (member: Member, postId: string): Promise<void> =>
  asHouse(async () => {
    if (!isUuid(postId)) notFound();
    const [offer] = await sql<{ askedOf: string | null }>`select asked_of from safety.offers where post_id = ${postId} and member_id = ${member.id} and at > now() - interval '2 days' for update`;
    const [about] = await sql<cases.Subject & { caseId: string; isClosed: boolean; isTheirs: boolean }>`
      select c.id as case_id, c.subject_kind as kind, c.subject_id as id, c.persona_id, c.space, c.state = 'closed' as is_closed,
             exists (select from members.personas p where p.id = c.persona_id and p.member_id = ${member.id}) as is_theirs
        from safety.cases c where c.subject_id = ${postId} order by c.opened_at desc, c.state = 'closed' limit 1`;
    if (!offer || !about?.isTheirs) notFound();
    const { caseId: before, isClosed, isTheirs: _, ...subject } = about;
    if (!isClosed && offer.askedOf === before) return;
    const { caseId } = await cases.signal(subject, { kind: 'asked', level: 'concern', cause: `asked:${randomUUID()}` });
    await sql`
      update safety.offers set asked_of = ${caseId}, put_away_at = null, at = case when ${caseId !== before}::boolean then clock_timestamp() else at end
       where post_id = ${postId}`;
  });

export const forget = () => asHouse(() => sql`delete from safety.offers where at < now() - interval '7 days'`);
