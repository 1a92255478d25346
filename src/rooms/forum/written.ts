/**
 * Written by members: pieces to read. [PEER-22]
 *
 * A piece is a thread of the forum with a title that asks for no reply. They
 * stand in the order they were written, so an answer brings none of them up,
 * and nothing is counted. What any list leaves out for a reader is left out
 * here: whom they blocked or muted, muted words and boards, other spaces.
 */
import { asking, sql } from '#db';
import type { Member } from '#members/members';
import { pageSize, type Key } from '#forum/page-rules';
import { excerpt, type Part } from '#forum/search-rules';
import { foldedFor } from '#forum/thread-rules';

export type Piece = {
  id: string;
  code: string;
  title: string;
  excerpt: Part[];
  name: string | null;
  seed: string | null;
  tag: 'host' | 'moderator' | 'steward' | null;
  about: string[];
  tags: string[];
  language: string;
  createdAt: Date;
  boardNames: Record<string, string>;
  isMine: boolean;
};
type Row = Omit<Piece, 'excerpt'> & { body: string; key: number };
export type Written = { pieces: Piece[]; next: Key | null; folded: readonly string[] };

/** A page of them, the newest first, and what folds for this reader. */
export const byMembers = (member: Member, after: Key | null): Promise<Written> =>
  asking(member, async () => {
    const rows = await sql<Row>`
      select l.id, l.code, l.title, (select p.body from forum.posts p where p.thread_id = l.id and p.number = 1) as body, l.name, l.seed, l.tag, l.about, l.tags, l.language,
             l.created_at, (extract(epoch from l.created_at) * 1000000)::bigint as key, l.board_names, coalesce(l.persona_id = any((select members.my_personas())::uuid[]), false) as is_mine
        from forum.threads t
       cross join lateral (select * from forum.listed where id = t.id offset 0) l
       where t.want = 'none' and t.title <> '' and t.space = 'forum' and t.deleted_at is null and t.hidden_at is null
         and t.board_id::text not in (select subject from forum.mutes where member_id = ${member.id} and kind = 'board')
         and (t.created_at, t.id) < ('epoch'::timestamptz + ${after?.at ?? 9e15}::bigint * interval '1 microsecond', ${after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
       order by t.created_at desc, t.id desc limit 21`;
    const [chosen] = await sql<{ about: string[] }>`select about from forum.folds where member_id = ${member.id}`;
    const shown = rows.slice(0, pageSize);
    const last = shown.at(-1);
    return {
      pieces: shown.map(({ body, key: _, ...piece }) => ({ ...piece, excerpt: excerpt(body, []) })),
      next: rows.length > pageSize && last ? { at: last.key, id: last.id } : null,
      folded: foldedFor(chosen?.about, member)
    };
  });
