/**
 * Greeters: members who offered to greet newcomers.
 *
 * They see a few who have just written and whom nobody has answered, never
 * anybody who may be at risk: that is for those who are trained. They take one
 * as hosts do, and give it back as easily. Nobody counts what they do.
 */
import { asHouse, asking, sql } from '#db';
import { notFound } from '#platform/answers';
import * as answered from '#forum/answered';
import { asHost, type Member } from '#members/members';
import * as answering from '#safety/answering';

/** How many a greeter is shown: a few, so that it is no list of duties. */
const few = 5;

export async function isOne(member: Member): Promise<boolean> {
  const [row] = await asking(member, () => sql`select 1 from safety.greeters where member_id = ${member.id}`);
  return row !== undefined;
}

/** Offers to greet. Twice is once. */
export const offer = (member: Member) => asking(member, () => sql`insert into safety.greeters (member_id) values (${member.id}) on conflict do nothing`);
/** Stops, whenever they like; what they hold is free again. */
export const stop = (member: Member) =>
  asking(member, async () => {
    await sql`delete from safety.greeters where member_id = ${member.id}`;
    if (!asHost(member)) await sql`delete from safety.answering where persona_id = ${member.personaId}`;
  });

/** The one who offered; for anybody else there is no such page. */
export async function greeter(member: Member): Promise<answering.Answerer> {
  const asker = asHost(member) ?? ((await isOne(member)) ? (member as unknown as answering.Answerer) : undefined);
  return asker ?? notFound();
}

/** A few who wait, newcomers first. Whoever may be at risk, and what a moderator keeps from others, is not among them. */
export async function waiting(asker: answering.Answerer): Promise<answering.Waiting[]> {
  const { waiting: all } = await answering.queue(asker);
  const posts = await answered.firstPosts(all.map(({ id }) => id));
  const grave = await asHouse(() => sql<{ id: string }>`
    select subject_id as id from safety.cases
     where subject_kind = 'post' and subject_id = any(${posts.map(({ postId }) => postId)}::uuid[]) and state <> 'closed' and level in ('urgent', 'concern', 'unassessed')`);
  const kept = new Set(posts.filter(({ postId }) => grave.some(({ id }) => id === postId)).map(({ threadId }) => threadId));
  return all.filter(({ id, on }) => !kept.has(id) && (!on || on.isMe)).slice(0, few);
}
