/**
 * Saves: posts a member keeps for themselves, and can go back to on a hard day.
 *
 * Only the member knows of them. Nobody is told, nothing is counted. A post
 * that is taken back or hidden is not shown, and comes back when it does.
 */
import { asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { pageSize, type Key } from '#forum/page-rules';
import { heavy } from '#forum/thread-rules';
import { noneLeftOut, type LeftOut } from '#forum/threads';

export type Saved = {
  id: string;
  code: string;
  number: number;
  title: string;
  html: string;
  about: string[];
  language: string;
  createdAt: Date;
  isCoarse: boolean;
  key: number;
  name: string | null;
  face: string | null;
  seed: string | null;
  tag: 'host' | 'moderator' | 'steward' | null;
  boardNames: Record<string, string>;
};

/** Saving twice is saving once. */
export async function keep(member: Member, postId: string): Promise<void> {
  if (!isUuid(postId)) notFound();
  const [post] = await asking(member, () => sql`
    with post as (
      select id from forum.posts
       where id = ${postId} and deleted_at is null and hidden_at is null and coalesce(persona_id not in (select members.blocked()), true)
    ), kept as (
      insert into forum.saves (member_id, post_id) select ${member.id}, id from post on conflict do nothing
    )
    select id from post`);
  if (!post) notFound();
}

/** No longer kept. What was not kept is not missed. */
export async function letGo(member: Member, postId: string): Promise<void> {
  if (!isUuid(postId)) notFound();
  await asking(member, () => sql`delete from forum.saves where member_id = ${member.id} and post_id = ${postId}`);
}

export async function isKept(member: Member, postId: string): Promise<boolean> {
  if (!isUuid(postId)) notFound();
  const [row] = await asking(member, () => sql`select 1 from forum.saves where member_id = ${member.id} and post_id = ${postId}`);
  return Boolean(row);
}

/** What the member saved, the last one first. */
export async function of(member: Member, after: Key | null): Promise<{ saved: Saved[]; next: Key | null }> {
  const rows = await asking(member, () => sql<Saved>`
    select f.id, f.code, f.number, f.title, p.html, f.about, f.language, f.created_at, p.space <> 'forum' as is_coarse, (extract(epoch from s.made_at) * 1000000)::bigint as key,
           f.name, f.face, f.seed, f.tag, f.board_names
      from forum.saves s
      join forum.findable f on f.id = s.post_id
      join forum.posts p on p.id = f.id
     where s.member_id = ${member.id}
       and (s.made_at, s.post_id) < ('epoch'::timestamptz + ${after?.at ?? 9e15}::bigint * interval '1 microsecond', ${after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
     order by s.made_at desc, s.post_id desc limit 21`);
  const last = rows[pageSize - 1];
  return { saved: rows.slice(0, pageSize), next: rows.length > pageSize && last ? { at: last.key, id: last.id } : null };
}

/** How many posts "something kind" looks through at the most. */
const glance = 200;

/**
 * Something kind to read on a hard day: the member's own saved posts, or, when
 * there are none, a few from the board of small good things that helped
 * somebody. Nothing heavy, whatever they saved, and from the forum alone: names of two places never stand on one page.
 * Of others' nothing that whoever asks leaves out.
 */
export async function kind(member: Member, most: number, { posts, people }: LeftOut = noneLeftOut): Promise<{ posts: Saved[]; isOwn: boolean }> {
  const own = await asking(member, () => sql<Saved>`
    select f.id, f.code, f.number, f.title, p.html, f.about, f.language, f.created_at, p.space <> 'forum' as is_coarse, 0 as key, f.name, f.face, f.seed, f.tag, f.board_names
      from (select post_id, made_at from forum.saves where member_id = ${member.id} order by made_at desc limit ${glance}) s
      join forum.findable f on f.id = s.post_id
      join forum.posts p on p.id = f.id
     where p.space = 'forum' and not f.about && ${heavy as string[]}::text[]
     order by s.made_at desc limit ${most}`);
  if (own.length) return { posts: own, isOwn: true };
  const others = await asking(member, () => sql<Saved>`
    select f.id, f.code, f.number, f.title, p.html, f.about, f.language, f.created_at, p.space <> 'forum' as is_coarse, 0 as key, f.name, f.face, f.seed, f.tag, f.board_names
      from (select id, helped_at from forum.posts where helped_at is not null order by helped_at desc, id desc limit ${glance}) h
      join forum.findable f on f.id = h.id
      join forum.posts p on p.id = f.id
     where f.about = '{}' and f.board = 'good' and p.folded_at is null
       and f.id <> all(${posts as string[]}::uuid[]) and coalesce(f.persona_id <> all(${people as string[]}::uuid[]), true)
     order by f.language = ${member.language} desc, h.helped_at desc limit ${most}`);
  return { posts: others, isOwn: false };
}
