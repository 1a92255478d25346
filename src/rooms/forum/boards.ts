/**
 * Boards: the life themes that threads belong to, and the lounge, where there
 * is no illness. They stand in an order somebody chose, never by how busy they are.
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { isCode } from '#forum/page-rules';
import { foldedFor as folded } from '#forum/thread-rules';

export type Board = {
  id: number;
  code: string;
  /** What stands for it in an address: it says nothing of what is spoken about there. */
  address: string;
  kind: 'theme' | 'lounge' | 'local';
  names: Record<string, string>;
  lines: Record<string, string>;
  closedAt: Date | null;
  isMuted: boolean;
  isFollowed: boolean;
};

/** Every board, in its place; those of the asker's local groups last. That of a café is in no list: it holds closed threads alone. Muted ones are marked, not left out: whoever muted one can find it again. */
export const all = (member: Member) => asking(member, () => sql<Board>`
  select b.id, b.code, b.address, b.kind, b.names, b.lines, b.closed_at,
         exists (select from forum.mutes where member_id = ${member.id} and kind = 'board' and subject = b.id::text) as is_muted,
         exists (select from forum.follows where member_id = ${member.id} and kind = 'board' and subject = b.id::text) as is_followed
    from forum.boards b where not b.is_for_few order by b.place`);

/** One board by its address, or by an old one, which was its code. */
export async function one(member: Member, address: string): Promise<Board> {
  if (!isCode(address)) notFound();
  const [board] = await asking(member, () => sql<Board>`
    select b.id, b.code, b.address, b.kind, b.names, b.lines, b.closed_at,
           exists (select from forum.mutes where member_id = ${member.id} and kind = 'board' and subject = b.id::text) as is_muted,
           exists (select from forum.follows where member_id = ${member.id} and kind = 'board' and subject = b.id::text) as is_followed
      from forum.boards b where b.address = ${address} or b.code = ${address}`);
  return board ?? notFound();
}

/** Another board to read in, when one has nothing yet: the next in its place that is not muted. */
export async function after(member: Member, board: Board): Promise<Board | undefined> {
  const others = (await all(member)).filter(({ kind, isMuted, closedAt }) => kind !== 'local' && !isMuted && !closedAt);
  const at = others.findIndex(({ id }) => id === board.id);
  return others.find((other, place) => place > at && other.id !== board.id) ?? others.find((other) => other.id !== board.id);
}

/** Which about-lines open folded in this member's lists today. */
export async function foldedFor(member: Member): Promise<readonly string[]> {
  const [chosen] = await asking(member, () => sql<{ about: string[] }>`select about from forum.folds where member_id = ${member.id}`);
  return folded(chosen?.about, member);
}
