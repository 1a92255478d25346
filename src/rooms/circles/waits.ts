/**
 * Waits: being on the list for a seat in a circle.
 *
 * Nothing is asked of whoever waits. When there is a seat, as many of those who
 * wait longest are told as there are seats, and after a while the next, for a
 * seat that nobody takes is nobody's. It is not kept for those who were told:
 * whoever sits down first has it. A seat may come free in many ways, and the
 * door may be shut all the same; so it is not who left that counts, but whether
 * somebody could sit down now.
 */
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import { announce } from '#platform/events';
import type { Member } from '#members/members';
import { doorOf, turnDays, type Kind } from '#circles/circle-rules';

/** Waits for a seat. Twice is once. */
export const wait = (member: Member, code: string): Promise<void> => asking(member, async () => {
  const [made] = await sql`
    insert into circles.waits (circle_id, member_id) select id, ${member.id} from circles.circles where code = ${code} and ended_at is null and id <> all(circles.mine())
    on conflict (circle_id, member_id) do update set member_id = excluded.member_id returning 1 as made`;
  if (!made) notFound();
});
export const stopWaiting = (member: Member, code: string) => asking(member, () => letGo(member, code));

/** Somebody waits no more: a seat they were told of is not told to them any more. Inside `asking` or `asHouse`. */
export async function letGo(member: Member, code: string): Promise<void> {
  const [was] = await sql<{ toldAt: Date | null }>`
    delete from circles.waits where member_id = ${member.id} and circle_id = (select id from circles.circles where code = ${code}) returning told_at`;
  if (was?.toldAt) await announce('circles.seat.gone', { code, memberId: member.id });
}

type Told = { memberId: string; toldAt: Date | null };
/** There is no such seat any more: it is not told to these. */
const untell = async (code: string, told: readonly Told[]) => {
  for (const { memberId, toldAt } of told) if (toldAt) await announce('circles.seat.gone', { code, memberId });
};

type Waited = { id: string; code: string; kind: Kind; most: number; taken: number; hosts: number; met: number; isEnded: boolean };

/** Tells whose turn it is, wherever somebody waits and could sit down. Run again, it tells nobody twice of the same seat. Inside `asHouse`. */
export async function tellNext(): Promise<void> {
  const circles = await sql<Waited>`
    select c.id, c.code, c.kind, c.most, circles.taken(c.id) as taken, circles.hosts(c.id) as hosts, c.ended_at is not null as is_ended,
           (select count(*)::int from circles.sessions s where s.circle_id = c.id and s.opened_at is not null) as met
      from circles.circles c where exists (select from circles.waits w where w.circle_id = c.id) order by c.id`;
  for (const circle of circles) {
    if (circle.isEnded) await untell(circle.code, await sql<Told>`delete from circles.waits where circle_id = ${circle.id} returning member_id, told_at`);
    else if (doorOf({ ...circle, isMine: false, isFromMine: true }) === 'open') await tell(circle);
    else if (circle.taken >= circle.most) await full(circle);
  }
}

/** The seat is gone; of the next one they hear anew. */
async function full({ id, code }: Waited): Promise<void> {
  const told = await sql<Told>`
    with was as (select member_id, told_at from circles.waits where circle_id = ${id} and told_at is not null for update)
    update circles.waits w set told_at = null from was where w.circle_id = ${id} and w.member_id = was.member_id returning was.member_id, was.told_at`;
  await untell(code, told);
}

/** Who may sit in a circle for people from one place has a name there. An account that rests has no turn. */
async function tell({ id, most, taken }: Waited): Promise<void> {
  const told = await sql<{ memberId: string }>`
    with line as (
      select w.member_id, w.since, w.told_at from circles.waits w join circles.circles c on c.id = w.circle_id
       where w.circle_id = ${id}
         and (c.from_space is null or exists (select from members.personas p where p.member_id = w.member_id and p.space = c.from_space::text and p.retired_at is null))
         and not exists (select from members.rests r where r.member_id = w.member_id)
    ), next as (
      select member_id from line where told_at is null order by since, member_id
       limit greatest(${most - taken}::int - (select count(*) from line where told_at > now() - make_interval(days => ${turnDays})), 0)
    )
    update circles.waits w set told_at = now() from next where w.circle_id = ${id} and w.member_id = next.member_id and w.told_at is null returning w.member_id`;
  for (const { memberId } of told) await announce('circles.seat.offered', { circleId: id, memberId });
}

/** The circle whose turn it is for somebody, while they still wait for it. For reactors, inside `asHouse`. */
export async function turnOf(circleId: string, memberId: string): Promise<string | undefined> {
  const [found] = await sql<{ code: string }>`
    select c.code from circles.waits w join circles.circles c on c.id = w.circle_id where c.id::text = ${circleId} and w.member_id::text = ${memberId} and w.told_at is not null and c.ended_at is null`;
  return found?.code;
}
