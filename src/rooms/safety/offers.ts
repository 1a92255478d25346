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

/** What is offered beside some of the member's own posts, while nobody has closed the case about it; the most pressing of them. A statement by itself: it stands on the page of every thread one has just written in. */
export async function beside(member: Member, postIds: readonly string[]): Promise<Beside | undefined> {
  if (!postIds.length) return undefined;
  const [offer] = await sql<Beside>`select post_id, level, at, is_decided, is_taken_up, check_in from safety.offered_beside(${member.id}, ${postIds as string[]}::uuid[])`;
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
