/**
 * Seats: who is in a circle.
 *
 * Taking one is taking a name there and promising what is promised there. The
 * last seat goes to one of two who ask in the same moment. Going is quiet: the
 * seat is free, and what one said there goes with the name.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Host, Member } from '#members/members';
import * as personas from '#members/personas';
import { enoughHosts, isCohort, lateFrom, mostAsked, mostHosts, type Kind, type Role } from '#circles/circle-rules';
import * as holds from '#circles/holds';
import * as waits from '#circles/waits';

type Room = { id: string; kind: Kind; most: number; endedAt: Date | null; fromSpace: string | null; hosts: number; taken: number; met: number; isMine: boolean };

/** The circle's row, held until the transaction is over, so that two cannot take the last seat. */
async function room(member: Member, code: string): Promise<Room> {
  const [found] = await sql<Room>`select id, kind, most, ended_at, from_space, 0 as hosts, 0 as taken, 0 as met, false as is_mine from circles.circles where code = ${code} and kind not in ('table', 'talk') for update`;
  if (!found) notFound();
  const [now] = await sql<Pick<Room, 'hosts' | 'taken' | 'met' | 'isMine'>>`
    select circles.hosts(${found.id}) as hosts, circles.taken(${found.id}) as taken,
           (select count(*)::int from circles.sessions where circle_id = ${found.id} and opened_at is not null) as met,
           exists (select from circles.seats s join members.personas p on p.id = s.persona_id where s.circle_id = ${found.id} and p.member_id = ${member.id}) as is_mine`;
  return { ...found, ...now! };
}

async function place(member: Member, code: string, wish: personas.Wish, role: Role): Promise<void> {
  await asHouse(async () => {
    const { id, kind, most, endedAt, fromSpace, hosts, taken, met, isMine } = await room(member, code);
    if (isMine) return; // sent twice, taken once
    if (endedAt) notFound();
    if (fromSpace && !(await sql`select 1 from members.personas where member_id = ${member.id} and space = ${fromSpace}::text and retired_at is null`).length) refuse('circles.refused.elsewhere');
    if (role === 'host' && (await sql`select 1 from circles.stood_down where circle_id = ${id} and member_id = ${member.id}`).length) refuse('circles.refused.stoodDown');
    if (role === 'host' && hosts >= mostHosts) refuse('circles.refused.hosts');
    if (role !== 'host' && kind !== 'alumni' && hosts < enoughHosts) refuse('circles.refused.hostless');
    if (role !== 'host' && isCohort(kind) && met >= lateFrom) refuse('circles.refused.late');
    if (taken >= most && !(role === 'host' && hosts < enoughHosts)) refuse('circles.refused.full'); // nobody has to go so that somebody can hold it
    await personas.make(member, code, wish, true);
    await sql`
      insert into circles.seats (id, circle_id, persona_id, role, hold)
      select ${randomUUID()}, ${id}, p.id, ${role}, ${role === 'host' ? 'role' : ''} from members.personas p join circles.circles c on c.space_id::text = p.space
       where c.id = ${id} and p.member_id = ${member.id} and p.retired_at is null`;
    await waits.letGo(member, code);
    if (role !== 'host') return;
    await announce('circles.hold.given', { circleId: id });
    await holds.lift();
  });
}

/** Takes a seat. */
export const sit = (member: Member, code: string, wish: personas.Wish): Promise<void> => place(member, code, wish, 'member');
/** Takes a seat as one of those who hold the circle, for as long as they have a role here. For trained peers. */
export const hold = (host: Host, code: string, wish: personas.Wish): Promise<void> => place(host, code, wish, 'host');

/** Goes, quietly: the name and what was said under it go too. Nobody is told why. */
export async function rise(member: Member, code: string): Promise<void> {
  const persona = await personas.inPlace(member, code);
  await asHouse(async () => {
    const [seat] = await sql`
      select 1 from circles.seats s join members.personas p on p.id = s.persona_id join circles.circles c on c.id = s.circle_id
       where c.code = ${code} and c.kind not in ('table', 'talk') and p.member_id = ${member.id}`;
    if (!seat) notFound();
    await personas.leave(member, persona);
  });
}

type Sitting = { code: string; /** As it is now: none where it was taken back. */ endsOn: string | null; isAlumni: boolean; memberIds: string[] };
/** Everybody who sits in a circle, or one of them: whom to tell something. For reactors. */
export const whoSits = (circleId: string, personaId = ''): Promise<Sitting> => asHouse(async () => {
  const rows = await sql<{ code: string; endsOn: string | null; isAlumni: boolean; memberId: string }>`
    select c.code, c.ends_on::text, c.kind = 'alumni' as is_alumni, p.member_id from circles.seats s join circles.circles c on c.id = s.circle_id join members.personas p on p.id = s.persona_id
     where c.id::text = ${circleId} and (${personaId}::text = '' or s.persona_id::text = ${personaId}) and p.retired_at is null`;
  return { code: rows[0]?.code ?? '', endsOn: rows[0]?.endsOn ?? null, isAlumni: rows[0]?.isAlumni ?? false, memberIds: rows.map(({ memberId }) => memberId) };
});

export type Whispered = { code: string; /** Of a gathering, whose hosts may not have come in yet. */ sittingId: string | null; isToHosts: boolean; personaId: string; at: string; memberIds: string[] };
/** Words in private that were not opened yet: where, by whom, and whom to tell. For reactors. */
export const hearersOf = (asideId: string): Promise<Whispered | undefined> => asHouse(async () => {
  const [aside] = await sql<Whispered>`
    select c.code, c.sitting_id, a.to_persona is null as is_to_hosts, a.persona_id, (extract(epoch from a.said_at) * 1000)::bigint::text as at,
           array(select p.member_id from circles.seats s join members.personas p on p.id = s.persona_id
                  where s.circle_id = c.id and s.persona_id <> a.persona_id and (s.persona_id = a.to_persona or a.to_persona is null and s.role = 'host') and p.retired_at is null) as member_ids
      from circles.asides a join circles.circles c on c.id = a.circle_id where a.id::text = ${asideId} and a.opened_at is null and circles.keeps(a)`;
  return aside;
});

export type Mate = { seatId: string; role: Role; name: string; face: string; seed: string; about: string; isMine: boolean; wants: string; /** One's own, and free to offer to hold it. */ mayOffer: boolean };
/** Who sits there: those who hold it first, then by name, so that the order says nothing of when. Another's offer that does not count looks like none, and tells nobody who is paused or has died. */
export const mates = (member: Member, circleId: string) => asking(member, () => sql<Mate>`
  select s.id as seat_id, s.role, f.name, f.code as face, f.seed, f.about, s.persona_id = any(members.my_personas()) as is_mine,
         case when s.persona_id = any(members.my_personas()) or circles.is_willing(s) then s.wants else '' end as wants, s.persona_id = any(members.my_personas()) and circles.may_offer(s) as may_offer
    from circles.seats s join members.faces f on f.persona_id = s.persona_id
   where s.circle_id = ${circleId} and s.persona_id not in (select members.blocked())
   order by s.role <> 'host', lower(f.name), s.id`);

/** "I help when the technology stops": says so, or no longer. [ACC-7] */
export const offerHelp = (member: Member, code: string, isOffered: boolean): Promise<void> => asking(member, async () => {
  const [changed] = await sql`
    update circles.seats s set role = case when ${isOffered}::boolean then 'helper' else 'member' end from circles.circles c
     where c.id = s.circle_id and c.code = ${code} and s.persona_id = any(members.my_personas()) and s.role <> 'host' returning s.id`;
  if (!changed) notFound();
});

/** Those who hold it say yes to one whose offer counts, while fewer hold it than may, be they there or away. Twice is once. [MOD-12] */
export const giveHold = (member: Member, code: string, seatId: string): Promise<void> => asHouse(async () => {
  if (!isUuid(seatId)) notFound();
  const { id, hosts } = await room(member, code); // held, so that of two who say yes at once the second counts the first
  const [seat] = await sql<{ role: Role; isWilling: boolean }>`
    select s.role, circles.is_willing(s) as is_willing from circles.seats s
     where s.id = ${seatId} and s.circle_id = ${id}
       and exists (select from circles.seats mine join members.personas p on p.id = mine.persona_id where mine.circle_id = s.circle_id and mine.role = 'host' and p.member_id = ${member.id})`;
  if (seat?.role === 'host') return;
  if (!seat?.isWilling) notFound();
  if (hosts >= mostAsked) refuse('circles.refused.mostHosts', 'giveHold', { most: mostAsked });
  await sql`update circles.seats set role = 'host', wants = '', hold = '' where id = ${seatId}`;
  await announce('circles.hold.given', { circleId: id });
});

/** Somebody took a new name there: the seat goes with them. Heard twice, it is the same. */
export const follow = (personaId: string) => asHouse(() => sql`
  update circles.seats s set persona_id = fresh.id
    from members.personas fresh join members.personas old on old.member_id = fresh.member_id and old.space = fresh.space and old.retired_at is not null
   where fresh.id = ${personaId} and fresh.retired_at is null and s.persona_id = old.id
     and not exists (select from circles.seats t where t.circle_id = s.circle_id and t.persona_id = fresh.id)`);
