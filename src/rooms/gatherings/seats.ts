/**
 * Seats: who comes to one date.
 *
 * The row of the date is held while seats are counted, so of two who take the
 * last one in the same moment one has it and the other waits, and both are
 * told. A seat is given back without a reason; then the first who waits has
 * it. Unsure is an answer: the seat is kept for a day.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { tidy } from '#house/saying-rules';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { comingsTo, isLevel, isReason, type Coming, type Way } from '#gatherings/gathering-rules';
import * as pairs from '#gatherings/pairs';
import type { State } from '#gatherings/sittings';

export type Wish = { way?: string; isUnsure?: boolean; shows?: boolean; meetMe?: boolean; wishes?: string };
const longestWishes = 500;

type Open = { id: string; way: Way; space: string; personaId: string | null; isClosed: boolean; isOver: boolean; isOff: boolean; isHost: boolean };
/** A date as the asker may see it, and who they are there. */
async function open(member: Member, code: string): Promise<Open> {
  const [found] = await asking(member, () => sql<Open>`
    select i.id, g.way, g.space, coalesce((select x.persona_id from gatherings.seats x where x.sitting_id = i.id and x.persona_id = any(members.my_personas()) limit 1), members.persona_in(g.space)) as persona_id, s.closed_at is not null as is_closed, i.ends_at <= now() as is_over,
           i.cancelled_at is not null or g.ended_at is not null or g.published_at is null or g.hidden_at is not null as is_off, g.id = any(gatherings.hosted()) as is_host
      from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id join members.spaces s on s.id::text = g.space
     where i.code = ${code}`);
  return found ?? notFound();
}

/** Takes a seat, or a place on the waiting list. Taking what one has changes what one said, not where one stands: a name that is no longer shown takes first name and sign with it. */
export async function take(member: Member, code: string, wish: Wish = {}): Promise<{ state: State }> {
  const date = await open(member, code);
  const { personaId } = date;
  if (!personaId) refuse('gatherings.refused.name');
  if (date.isHost) refuse('gatherings.refused.youHost');
  if (date.isOff || date.isClosed) refuse('gatherings.refused.off');
  if (date.isOver) refuse('gatherings.refused.over');
  mayWrite(member);
  const wishes = tidy(wish.wishes ?? '');
  if ([...wishes].length > longestWishes) refuse('gatherings.refused.long', 'wishes', { most: longestWishes });
  const ways = comingsTo(date.way) as readonly string[];
  const way = (ways.includes(wish.way ?? '') ? wish.way : ways[0]) as Coming;
  return asHouse(() => seat(date.id, { personaId, space: date.space }, { ...wish, way, wishes }));
}

type Who = { personaId: string; space: string };

async function seat(sittingId: string, { personaId, space }: Who, { way, isUnsure = false, shows = false, meetMe = false, wishes = '' }: Wish & { way: Coming }): Promise<{ state: State }> {
  const [date] = await sql<{ isOff: boolean; seats: number }>`
    select i.cancelled_at is not null as is_off, g.seats from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id where i.id = ${sittingId} for update of i`;
  if (!date || date.isOff) refuse('gatherings.refused.off');
  // Counted in a statement of its own: only one that begins after the row is held sees what the one before it wrote.
  const [now] = await sql<{ taken: number; state: State | null }>`
    select gatherings.taken(${sittingId}) as taken,
           (select case when state = 'maybe' and held_until <= now() then 'gone' else state end from gatherings.seats where sitting_id = ${sittingId} and persona_id = ${personaId}) as state`;
  if (now!.state === 'declined') refuse('gatherings.refused.noSeat');
  const has = now!.state === 'coming' || now!.state === 'maybe';
  const state: State = !has && (now!.state === 'waiting' || now!.taken >= date.seats) ? 'waiting' : isUnsure && now!.state !== 'coming' ? 'maybe' : 'coming';
  const [row] = await sql<{ id: string }>`
    insert into gatherings.seats as s (id, sitting_id, persona_id, space, state, way, held_until, shows, meet_me, wishes)
    values (${randomUUID()}, ${sittingId}, ${personaId}, ${space}, ${state}, ${way}, case when ${state === 'maybe'} then now() + interval '24 hours' end, ${shows}, ${meetMe}, ${wishes})
    on conflict (sitting_id, persona_id) do update
       set state = excluded.state, way = excluded.way, held_until = case when excluded.state = 'maybe' then case when ${has}::boolean then s.held_until else excluded.held_until end end,
           asked_at = case when ${has}::boolean then s.asked_at end,
           shows = excluded.shows, meet_me = excluded.meet_me, wishes = excluded.wishes,
           level = case when excluded.shows and s.state not in ('gone', 'notToday') then s.level else 'cafe' end,
           first_name = case when excluded.shows and s.state not in ('gone', 'notToday') then s.first_name else '' end,
           spot = case when excluded.shows and s.state not in ('gone', 'notToday') then s.spot else '' end,
           number = case when s.state in ('gone', 'notToday') or s.state = 'maybe' and not ${has}::boolean then nextval('gatherings.seat_numbers') else s.number end
    returning id`;
  if (!has && state !== 'waiting') await announce('gatherings.seat.taken', { seatId: row!.id });
  return { state };
}

type Freed = { id: string; sittingId: string; personaId: string };
/** Inside `asHouse`: whoever waits longest has the seat that is free; while the plan is out of sight nobody has, and is told to come. */
export async function fill(sittingId: string): Promise<number> {
  const [date] = await sql<{ seats: number }>`
    select g.seats from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
     where i.id = ${sittingId} and i.cancelled_at is null and g.hidden_at is null and i.starts_at > now() for update of i`;
  if (!date) return 0;
  const given = await sql<{ id: string }>`
    update gatherings.seats set state = 'coming' where id in (
      select s.id from gatherings.seats s where s.sitting_id = ${sittingId} and s.state = 'waiting'
       order by s.number limit greatest(${date.seats}::int - gatherings.taken(${sittingId}), 0))
    returning id`;
  for (const { id } of given) await announce('gatherings.seat.given', { seatId: id });
  return given.length;
}

/** Not today, or not at all. No reason is asked for; one that is offered is kept as a number, and not whose. What was said with the seat goes with it. */
export async function giveBack(member: Member, code: string, reason = ''): Promise<void> {
  const date = await open(member, code);
  if (date.isOver) refuse('gatherings.refused.over');
  await asHouse(async () => {
    if (!(await free(date.id, member.id))) return; // twice is once
    if (isReason(reason)) await sql`
      insert into gatherings.reasons (sitting_id, reason) values (${date.id}, ${reason}) on conflict (sitting_id, reason) do update set times = reasons.times + 1`;
  });
}

/** Somebody's seat, or their place on the list, is theirs no more, by whatever name they had it; whoever waits has it. Whether there was one. Inside `asHouse`. */
export async function free(sittingId: string, memberId: string): Promise<boolean> {
  const [freed] = await sql<Freed>`
    update gatherings.seats s set state = case when i.starts_at < now() + interval '24 hours' then 'notToday' else 'gone' end, held_until = null, late_minutes = null, arrived_at = null, home_at = null,
           level = 'cafe', shows = false, first_name = '', spot = '', meet_me = false, wishes = '', tells_id = null
      from gatherings.sittings i, members.personas p
     where i.id = s.sitting_id and i.id = ${sittingId} and p.id = s.persona_id and p.member_id = ${memberId} and s.state in ('coming', 'maybe', 'waiting')
    returning s.id, s.sitting_id, s.persona_id`;
  if (!freed) return false;
  await pairs.letGo(freed.sittingId, freed.personaId);
  await announce('gatherings.seat.freed', { seatId: freed.id, sittingId: freed.sittingId, personaId: freed.personaId });
  await fill(sittingId);
  return true;
}

/** A host says: not this time. For safety; whoever it is is told that there is no seat for them on this date, and not why. */
export async function decline(member: Member, code: string, face: string): Promise<void> {
  const date = await open(member, code);
  if (!date.isHost) notFound();
  await asHouse(async () => {
    const [gone] = await sql<Freed>`
      update gatherings.seats s set state = 'declined', held_until = null, late_minutes = null, level = 'cafe', shows = false, first_name = '', spot = '', meet_me = false, wishes = '', tells_id = null from members.faces f
       where f.code = ${face} and f.persona_id = s.persona_id and s.sitting_id = ${date.id} and s.state in ('coming', 'maybe', 'waiting') returning s.id, s.sitting_id, s.persona_id`;
    if (!gone) notFound();
    await pairs.letGo(gone.sittingId, gone.personaId);
    await announce('gatherings.seat.declined', { seatId: gone.id, sittingId: gone.sittingId, personaId: gone.personaId });
    await fill(date.id);
  });
}

/** One seat of mine, changed; nothing else of it is. */
async function mine(member: Member, code: string): Promise<{ id: string; sittingId: string }> {
  const [found] = await asking(member, () => sql<{ id: string; sittingId: string }>`
    select s.id, s.sitting_id from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id
     where i.code = ${code} and i.cancelled_at is null and i.ends_at > now() - interval '1 day' and s.state = 'coming' and s.persona_id = any(members.my_personas())`);
  return found ?? notFound();
}

/** A seat of mine, however long ago its date was. */
async function mineEver(member: Member, code: string): Promise<{ id: string; isOver: boolean }> {
  const [found] = await asking(member, () => sql<{ id: string; isOver: boolean }>`
    select s.id, i.ends_at <= now() as is_over from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id where i.code = ${code} and s.state = 'coming' and s.persona_id = any(members.my_personas())`);
  return found ?? notFound();
}

export type Known = { level: string; firstName: string; spot: string };
/** How I am known at this date. The two steps that show something show the café name too; nobody can be told to climb. Stepping down is for any time: when it is over, the name goes with the rest. */
export async function beKnown(member: Member, code: string, { level, firstName, spot }: Known): Promise<void> {
  const own = level === 'cafe' ? await mineEver(member, code) : { ...(await mine(member, code)), isOver: false };
  if (!isLevel(level)) notFound();
  if (level !== 'cafe') mayWrite(member, level === 'first' ? 'firstName' : 'spot');
  const said = { first: tidy(firstName).replace(/\s+/g, ' '), spot: tidy(spot).replace(/\s+/g, ' ') };
  if (level === 'first' && (!said.first || [...said.first].length > 30)) refuse('gatherings.refused.firstName', 'firstName');
  if (level === 'first' && /\s/.test(said.first)) refuse('gatherings.refused.oneName', 'firstName');
  if (level === 'spot' && (!said.spot || [...said.spot].length > 80)) refuse('gatherings.refused.spot', 'spot');
  await asking(member, () => sql`
    update gatherings.seats set level = ${level}, shows = (${level !== 'cafe'} or shows) and not ${own.isOver}::boolean, first_name = ${level === 'first' ? said.first : ''}, spot = ${level === 'spot' ? said.spot : ''} where id = ${own.id}`);
}

/** Whether others who come may see my name here; only somebody who shows theirs sees it. */
export async function show(member: Member, code: string, shows: boolean): Promise<void> {
  const own = await mine(member, code);
  await asking(member, () => sql`update gatherings.seats set shows = ${shows}, level = case when ${shows} then level else 'cafe' end, first_name = case when ${shows} then first_name else '' end, spot = case when ${shows} then spot else '' end where id = ${own.id}`);
}

/** Running late. The hosts are told. */
export async function late(member: Member, code: string, minutes: number): Promise<void> {
  const own = await mine(member, code);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 240) refuse('gatherings.refused.late', 'minutes');
  await asking(member, async () => {
    const [changed] = await sql`update gatherings.seats set late_minutes = ${minutes} where id = ${own.id} and late_minutes is distinct from ${minutes} returning id`;
    if (changed) await announce('gatherings.seat.late', { seatId: own.id });
  });
}

export type Hearer = { code: string; name: string };
/** Who may be told that I arrived, and that I got home: a host, or somebody I have a pair with; nobody I keep apart from there. By name. */
export const mayHear = (member: Member, code: string): Promise<Hearer[]> => asking(member, () => sql<Hearer>`
  select f.code, f.name from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id
    join members.faces f on f.persona_id in (select h.persona_id from gatherings.host_faces(i.gathering_id) h union select unnest(array[r.from_id, r.to_id]) from gatherings.pairs r where r.sitting_id = i.id)
   where i.code = ${code} and s.persona_id = any(members.my_personas()) and gatherings.may_hear(s.id, f.persona_id) order by lower(f.name)`);

/** Who is told that I arrived, and that I got home. By the code of their face here; none: nobody. */
export async function tells(member: Member, code: string, face: string): Promise<void> {
  const own = await mine(member, code);
  await asHouse(async () => {
    const [person] = await sql<{ id: string }>`select f.persona_id as id from members.faces f where f.code = ${face} and gatherings.may_hear(${own.id}, f.persona_id)`;
    if (face && !person) refuse('gatherings.refused.person', 'tells');
    await sql`update gatherings.seats set tells_id = ${person?.id ?? null} where id = ${own.id}`;
  });
}

/** Arrived safely, or home again; the one I chose is told. Where they may hear no more, nobody is said to know. */
export async function arrived(member: Member, code: string, where: 'there' | 'home'): Promise<void> {
  const own = await mine(member, code);
  await asking(member, async () => {
    const [heard] = await sql`select 1 from gatherings.seats where id = ${own.id} and gatherings.may_hear(id, tells_id)`;
    if (!heard) refuse('gatherings.refused.person', 'tells');
    const [now] = where === 'there'
      ? await sql`update gatherings.seats set arrived_at = now(), late_minutes = null where id = ${own.id} and arrived_at is null returning id`
      : await sql`update gatherings.seats set home_at = now() where id = ${own.id} and home_at is null returning id`;
    if (now) await announce(where === 'there' ? 'gatherings.seat.arrived' : 'gatherings.seat.home', { seatId: own.id });
  });
}

export type Fellow = { name: string; seed: string; code: string; firstName: string; spot: string };
/** Others who come, by name: those who show theirs, to somebody who shows theirs. In the order of the alphabet. */
export const company = (member: Member, sittingId: string): Promise<Fellow[]> => asking(member, () => sql<Fellow>`
  select f.name, f.seed, f.code, c.first_name, c.spot from gatherings.company(${sittingId}) c join members.faces f on f.persona_id = c.persona_id order by lower(f.name)`);

/** Whether the asker sat at a table lately: what was heard there stays there, and the composer says so. [ID-11] */
export const cameLately = async (member: Member): Promise<boolean> => (await asking(member, () => sql`
  select 1 from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id
   where s.persona_id = any(members.my_personas()) and s.state = 'coming' and i.cancelled_at is null and i.starts_at <= now() and i.starts_at > now() - interval '90 days' limit 1`)).length > 0;
