/**
 * Reactions: an answer that needs no words.
 *
 * Only the author of a post learns of them, as names and never as a number,
 * gathered once a day on the page as in the notices; other readers see nothing,
 * so their absence leaves no trace. Giving twice is
 * giving once. "This helped me" is something else: the asker alone may say it
 * of a reply, in the open.
 */
import { asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import { announce } from '#platform/events';
import type { Member } from '#members/members';
import { foldedFor } from '#forum/boards';
import type { Place } from '#forum/posts';
import { pageSize, type Key } from '#forum/page-rules';
import { onePress, type Kind } from '#forum/reaction-rules';
import { heavy } from '#forum/thread-rules';

/** Gives one. On a post about something heavy "me too" and "that helped" become "I hear you". */
export async function give(member: Member, postId: string, kind: Kind): Promise<Place & { kind: Kind }> {
  if (!isUuid(postId)) notFound();
  return asking(member, async () => {
    const [given] = await sql<Place & { kind: Kind; isNew: boolean }>`
      with p as (
        select p.id, p.number, t.code, members.persona_in(p.space) as me,
               case when p.about && ${heavy as string[]}::text[] and ${kind}::text in ('metoo', 'helped') then 'hear' else ${kind}::text end as kind
          from forum.posts p join forum.threads t on t.id = p.thread_id
         where p.id = ${postId} and p.deleted_at is null and p.hidden_at is null
           and p.persona_id <> all(members.my_personas()) and p.persona_id not in (select members.blocked())
           and members.persona_in(p.space) is not null
      ), made as (
        insert into forum.reactions (post_id, persona_id, kind) select id, me, kind from p
        on conflict do nothing returning kind
      )
      select p.code, p.number, p.kind, exists (select from made) as is_new from p`;
    if (!given) notFound();
    if (given.isNew) await announce('forum.reaction.given', { postId, kind: given.kind });
    return { code: given.code, number: given.number, kind: given.kind };
  });
}

/** Takes one's own back, unless it was pressed in this very moment. Nobody is told. */
export async function takeBack(member: Member, postId: string, kind: Kind): Promise<Place> {
  if (!isUuid(postId)) notFound();
  const [place] = await asking(member, () => sql<Place>`
    with gone as (
      delete from forum.reactions where post_id = ${postId} and persona_id = any(members.my_personas()) and kind = ${kind}
         and made_at < clock_timestamp() - make_interval(secs => ${onePress})
    )
    select t.code, p.number from forum.posts p join forum.threads t on t.id = p.thread_id
     where p.id = ${postId} and coalesce(p.persona_id not in (select members.blocked()), true)`);
  return place ?? notFound();
}

/** The asker says of somebody's reply: this helped me. Or takes that back, unless it was pressed in this very moment. */
export const sayHelped = (member: Member, postId: string) => setHelped(member, postId, true);
export const unsayHelped = (member: Member, postId: string) => setHelped(member, postId, false);

async function setHelped(member: Member, postId: string, helped: boolean): Promise<Place> {
  if (!isUuid(postId)) notFound();
  return asking(member, async () => {
    const [post] = await sql<Place & { isNew: boolean; threadId: string }>`
      with p as (
        select p.id, p.number, p.thread_id, t.code, p.helped_at from forum.posts p join forum.threads t on t.id = p.thread_id
         where p.id = ${postId} and t.persona_id = any(members.my_personas()) and p.persona_id <> all(members.my_personas()) and p.number > 1
           and p.deleted_at is null and p.hidden_at is null and p.persona_id not in (select members.blocked())
           for update of p
      ), said as (
        update forum.posts set helped_at = case when ${helped}::boolean then coalesce(posts.helped_at, now()) when posts.helped_at >= clock_timestamp() - make_interval(secs => ${onePress}) then posts.helped_at end from p where posts.id = p.id
      )
      select code, number, thread_id, ${helped}::boolean and helped_at is null as is_new from p`;
    if (!post) notFound();
    if (post.isNew) await announce('forum.post.helped', { postId, threadId: post.threadId });
    return { code: post.code, number: post.number };
  });
}

export type Helped = {
  id: string; number: number; code: string; title: string; board: string; boardNames: Record<string, string>; html: string; about: string[]; language: string;
  name: string | null; face: string | null; seed: string | null; tag: 'host' | 'moderator' | 'steward' | null; asker: string | null;
  helpedAt: Date; helpedKey: number;
};

/** Replies that helped somebody, the newest word of thanks first. */
export const whatHelped = (member: Member, after: Key | null): Promise<{ posts: Helped[]; next: Key | null; folded: readonly string[] }> =>
  asking(member, async () => {
    const rows = await sql<Helped>`
      select p.id, p.number, l.code, l.title, l.board, l.board_names, p.html, forum.about_of(p.about, l.about) as about, p.language, f.name, f.code as face, f.seed, case when not p.is_plain then f.tag end as tag, l.name as asker,
             p.helped_at, (extract(epoch from p.helped_at) * 1000000)::bigint as helped_key
        from forum.posts p
        join forum.listed l on l.id = p.thread_id
        left join members.faces f on f.persona_id = p.persona_id
       where p.helped_at is not null and p.deleted_at is null and p.hidden_at is null and p.space = 'forum'
         and coalesce(p.persona_id not in (select members.blocked()), true)
         and coalesce(p.persona_id::text not in (select subject from forum.mutes where member_id = ${member.id} and kind = 'person'), true)
         and coalesce(p.body !~* (select forum.word_pattern(array_agg(subject)) from forum.mutes where member_id = ${member.id} and kind = 'word'), true)
         and l.board_id::text not in (select subject from forum.mutes where member_id = ${member.id} and kind = 'board')
         and (p.helped_at, p.id) < ('epoch'::timestamptz + ${after?.at ?? 9e15}::bigint * interval '1 microsecond', ${after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
       order by p.helped_at desc, p.id desc limit 21`;
    const posts = rows.slice(0, pageSize);
    const last = posts.at(-1);
    return { posts, next: rows.length > pageSize && last ? { at: last.helpedKey, id: last.id } : null, folded: await foldedFor(member) };
  });
