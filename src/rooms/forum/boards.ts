/**
 * Boards: the life themes that threads belong to, and the lounge, where there
 * is no illness. They stand in an order somebody chose, never by how busy they are.
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { isCode } from '#forum/page-rules';

export type Board = {
  id: number;
  code: string;
  kind: 'theme' | 'lounge' | 'local';
  names: Record<string, string>;
  lines: Record<string, string>;
  closedAt: Date | null;
  isMuted: boolean;
  isFollowed: boolean;
};

/** Every board, in its place. Muted ones are marked, not left out: whoever muted one can find it again. */
export const all = (member: Member) => asking(member, () => sql<Board>`
  select b.id, b.code, b.kind, b.names, b.lines, b.closed_at,
         exists (select from forum.mutes where member_id = ${member.id} and kind = 'board' and subject = b.id::text) as is_muted,
         exists (select from forum.follows where member_id = ${member.id} and kind = 'board' and subject = b.id::text) as is_followed
    from forum.boards b order by b.place`);

/** One board by its code. */
export async function one(member: Member, code: string): Promise<Board> {
  if (!isCode(code)) notFound();
  const [board] = await asking(member, () => sql<Board>`
    select b.id, b.code, b.kind, b.names, b.lines, b.closed_at,
           exists (select from forum.mutes where member_id = ${member.id} and kind = 'board' and subject = b.id::text) as is_muted,
           exists (select from forum.follows where member_id = ${member.id} and kind = 'board' and subject = b.id::text) as is_followed
      from forum.boards b where b.code = ${code}`);
  return board ?? notFound();
}
