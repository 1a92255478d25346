/**
 * Gentle: what a bad day may open with.
 *
 * The forum knows which threads are of small good things; this room knows
 * where a person has yet to look, and who is paused. Neither stands before
 * somebody who was told that what is heavy is folded away. Nobody learns why
 * a thread is not among three.
 */
import { createHash } from 'node:crypto';
import { asHouse, sql } from '#db';
import * as saves from '#forum/saves';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import * as pausing from '#members/pausing';

/** Posts with an open case, and whoever one is about or a moderator has paused. */
const leftOut = (): Promise<threads.LeftOut> => asHouse(async () => {
  const [open] = await sql<{ posts: string[]; people: string[] }>`
    select coalesce(array_agg(subject_id) filter (where subject_kind = 'post'), '{}') as posts,
           coalesce(array_agg(persona_id) filter (where subject_kind = 'person' and persona_id is not null), '{}') as people
      from safety.cases where state <> 'closed'`;
  return { posts: open!.posts, people: [...open!.people, ...(await pausing.paused())] };
});

/** A few gentle threads of others. */
export const threadsFor = async (member: Member, most = 3): Promise<threads.Listed[]> => threads.gentle(member, await leftOut(), most);

/** Where one among some stands for one reader: always in the same place, for no reason. */
const place = (member: Member, { id }: threads.Listed) => createHash('sha256').update(`${member.id} ${id}`).digest('hex');

/**
 * Some of a place as a hard day opens it, newest words first. It is never all there is that is gentle,
 * where there are two or more: that a thread is not among them says nothing of it, or of whoever wrote it.
 */
export async function someOf(member: Member, board: string): Promise<threads.Listed[]> {
  const there = await threads.gentle(member, await leftOut(), 12, [board]);
  const picked = there.toSorted((one, other) => (place(member, one) < place(member, other) ? -1 : 1)).slice(0, Math.max(1, Math.floor(there.length * 0.75)));
  return there.filter((one) => picked.includes(one));
}

/** Something kind to read on a hard day; where there is none, a few gentle threads, so that there is never nothing. */
export async function kind(member: Member, most: number): Promise<{ posts: saves.Saved[]; isOwn: boolean; threads: threads.Listed[] }> {
  const without = await leftOut();
  const found = await saves.kind(member, most, without);
  return { ...found, threads: found.posts.length ? [] : await threads.gentle(member, without, most) };
}
