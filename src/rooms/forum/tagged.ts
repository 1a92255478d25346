/**
 * Threads of the forum that name a condition, for those it suits: from the line
 * on a thread, from the search, and for who follows it. Boards are about life
 * and come first; there is no list of conditions to enter by. Local groups and
 * closed threads are not among them: one list, one space.
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import type { Key } from '#forum/page-rules';
import { foldedFor, tagAt, type FoundTag } from '#forum/thread-rules';
import { pageOf, type Listed, type Page } from '#forum/threads';

export type Naming = Page & { tag: FoundTag; isFollowed: boolean; folded: readonly string[] };

/** Those that name what stands at an address, newest words first, and whether the member follows it. */
export function naming(member: Member, address: string, after: Key | null): Promise<Naming> {
  const tag = tagAt(address) ?? notFound();
  return asking(member, async () => {
    const page = pageOf(await sql<Listed>`
      select l.id, l.code, l.board, l.board_names, l.name, l.face, l.seed, l.tag, l.title, l.beginning, l.want, l.about, l.tags, l.language, l.created_at, l.last_at, l.last_key,
             l.has_replies, l.answered_at is not null as is_answered, coalesce(l.persona_id = any((select members.my_personas())::uuid[]), false) as is_mine, l.read_number, l.has_new
        from forum.tagged g
       cross join lateral (select * from forum.listed where id = g.thread_id offset 0) l
       where g.tag = ${tag} and l.board_kind <> 'local'
         and l.board_id::text not in (select subject from forum.mutes where member_id = ${member.id} and kind = 'board')
         and (g.last_at, g.thread_id) < ('epoch'::timestamptz + ${after?.at ?? 9e15}::bigint * interval '1 microsecond', ${after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
       order by g.last_at desc, g.thread_id desc limit 21`);
    const [own] = await sql<{ about: string[] | null; isFollowed: boolean }>`
      select (select about from forum.folds where member_id = ${member.id}) as about,
             exists (select from forum.follows where member_id = ${member.id} and kind = 'tag' and subject = ${tag}) as is_followed`;
    return { ...page, tag, isFollowed: own!.isFollowed, folded: foldedFor(own!.about, member) };
  });
}
