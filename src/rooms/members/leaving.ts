/**
 * Leaving for good.
 *
 * Asking starts fourteen days in which it can be undone by signing in. Then
 * the clock deletes the member, and everything that belongs to them goes with
 * that one row: the other rooms' tables hang on it, or blank themselves when
 * a persona goes (their migrations say how). What others wrote stays. Names
 * in other places than the forum go before, each at its own time.
 */
import { asHouse, asking, sql } from '#db';
import { rememberErasure } from '#platform/erasures';
import type { Member } from '#members/members';

export const daysToUndo = 14;

/** Asking twice changes nothing. Answers with the day it happens. */
export async function ask(member: Member): Promise<Date> {
  const [leaving] = await asking(member, () => sql<{ dueAt: Date }>`
    insert into members.leavings (member_id, due_at) values (${member.id}, now() + make_interval(days => ${daysToUndo}::int))
    on conflict (member_id) do update set member_id = excluded.member_id
    returning due_at`);
  return leaving!.dueAt;
}

export const undo = (member: Member) => asking(member, () => sql`delete from members.leavings where member_id = ${member.id}`);

/** What the clock does: everybody whose time is up, one at a time, each all or nothing. */
export async function sweep(): Promise<number> {
  const due = await asHouse(() => sql<{ memberId: string }>`select member_id from members.leavings where due_at <= now() order by due_at limit 50`);
  for (const { memberId } of due) await eraseNow(memberId);
  await goOneByOne();
  return due.length;
}

/**
 * Names in other places go in the last three days, each at an hour of its own:
 * were they all gone with the forum name, in one stroke, everybody could see
 * whose they were.
 */
const goOneByOne = () => asHouse(() => sql`
  delete from members.personas p using members.leavings l
   where l.member_id = p.member_id and p.space <> 'forum'
     and l.due_at - make_interval(mins => ('x' || substr(md5(p.id::text), 1, 6))::bit(24)::int % (3 * 24 * 60)) <= now()`);

/** The erasure is remembered first: a backup that is restored later is told of it. */
async function eraseNow(memberId: string): Promise<void> {
  await asHouse(async () => {
    const [still] = await sql`select 1 from members.leavings where member_id = ${memberId} and due_at <= now() for update`;
    if (!still) return;
    await rememberErasure(memberId);
    await sql`delete from members.members where id = ${memberId}`;
  });
}
