/**
 * Hands and pairs: a buddy for the way in, room in a car, a wish for a lift.
 *
 * Somebody who surely comes holds out a hand; others who surely come see it,
 * with the name and no more than a rough area. One asks, the other says yes or
 * nothing. A no, a silence and a block made elsewhere are the same to whoever
 * asked. When the last seat goes, or the hand is taken back, everybody whose
 * ask still stands hears of it, and hears again when there is room. Where exactly to meet is said between the two, and forgotten when what
 * they agreed ends, or a week after the date. However it ends, the other one is
 * told, so that nobody waits at a kerb. [PEER-20, MEET-5, MEET-6]
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { allow } from '#platform/tries';
import { tidy } from '#house/saying-rules';
import { look } from '#jigsaw/look';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { isBareAddress, readsLikeHome } from '#gatherings/home-rules';
import { hows, isKind, type Hand, type How, type Kind } from '#gatherings/pairs-rules';

export type Holding = { kind: string; hows?: readonly string[]; area?: string; room?: number };
type Sure = { sittingId: string; personaId: string; space: string };

/** Somebody who surely comes, or hosts and will be there, to a date that is on. */
async function sure(member: Member, code: string): Promise<Sure> {
  const [found] = await asking(member, () => sql<Sure>`
    select i.id as sitting_id, g.space, coalesce(s.persona_id, members.persona_in(g.space)) as persona_id
      from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
      left join gatherings.seats s on s.sitting_id = i.id and s.persona_id = any(members.my_personas()) and s.state = 'coming'
     where i.code = ${code} and i.cancelled_at is null and i.ends_at > now() and i.id = any(gatherings.sure_sittings())
       and gatherings.comes(i.id, coalesce(s.persona_id, members.persona_in(g.space)))`);
  return found ?? notFound();
}

/** Rough is: no door, no number to ring, no postcode. */
function roughly(member: Member, text: string): string {
  const area = tidy(text).replace(/\s+/g, ' ');
  if (!area || [...area].length > 80) refuse('gatherings.refused.area', 'area');
  const shows = look({ text: area, language: member.language }).clues.some(({ kind, mustChange }) => mustChange || ['address', 'postcode', 'phone', 'email', 'handle'].includes(kind));
  if (shows || readsLikeHome(area) || isBareAddress(area)) refuse('gatherings.refused.rough', 'area');
  return area;
}

/** Holds out a hand, or holds it otherwise. */
export async function holdOut(member: Member, code: string, { kind, hows: wished = [], area = '', room = 1 }: Holding): Promise<void> {
  if (!isKind(kind)) notFound();
  const me = await sure(member, code);
  mayWrite(member);
  const ways = hows.filter((how) => wished.includes(how));
  const where = kind === 'buddy' ? '' : roughly(member, area);
  if (kind === 'buddy' && !ways.length) refuse('gatherings.refused.hows', 'hows');
  const seats = kind === 'lift' ? Math.min(8, Math.max(1, Math.trunc(room) || 1)) : 1;
  await asking(member, async () => {
    const held = await sql<{ id: string }>`
      insert into gatherings.hands (id, sitting_id, persona_id, space, kind, hows, area, room) values (${randomUUID()}, ${me.sittingId}, ${me.personaId}, ${me.space}, ${kind}, ${ways as string[]}::text[], ${where}, ${seats})
      on conflict (sitting_id, persona_id, kind) do update set hows = excluded.hows, area = excluded.area, room = excluded.room returning id`;
    await sayRoom(held.map(({ id }) => id));
  });
}

/** Room in these hands may have gone, or come: whoever asked and still waits hears which, as it is when they are told. */
async function sayRoom(handIds: readonly string[]): Promise<void> {
  for (const handId of new Set(handIds)) await announce('gatherings.hand.room', { handId });
}
/** These are not asked any more: no notice says that they are. `by` the one who asked, and then it is over for them, too; or by a no, of which they hear nothing. */
async function sayUnasked(pairs: readonly { id: string }[], by: 'asker' | 'asked'): Promise<void> {
  for (const { id } of pairs) await announce('gatherings.pair.unasked', { pairId: id, by });
}

type Ended = { id: string; sittingId: string; otherId: string };
/** What was agreed has ended: the other one of each hears of it. Inside `asHouse`. */
const tellOthers = async (ended: readonly Ended[]) => {
  for (const { id, sittingId, otherId } of ended) await announce('gatherings.pair.ended', { pairId: id, sittingId, personaId: otherId });
};

/** Hands go, with what was agreed by them and what was asked of them. They are held first: a yes that is on its way comes before that, or not at all. Inside `asHouse`. */
async function drop(handIds: string[]): Promise<void> {
  await sql`select 1 from gatherings.hands where id = any(${handIds}::uuid[]) order by id for update`;
  const asks = await sql<Ended>`
    select a.pair_id as id, a.sitting_id, a.from_id as other_id from unnest(${handIds}::uuid[]) h(id) cross join lateral gatherings.asks(h.id) a`;
  for (const { id, sittingId, otherId } of asks) await announce('gatherings.hand.gone', { pairId: id, sittingId, personaId: otherId });
  await tellOthers(await sql<Ended>`
    delete from gatherings.pairs where hand_id = any(${handIds}::uuid[]) and said = 'yes' returning id, sitting_id, from_id as other_id`);
  await sql`delete from gatherings.hands where id = any(${handIds}::uuid[])`;
}

/** Takes a hand back; what was agreed by it ends. Twice is once. */
export async function takeBack(member: Member, code: string, kind: string): Promise<void> {
  const mine = await asking(member, () => sql<{ id: string }>`
    select h.id from gatherings.hands h join gatherings.sittings i on i.id = h.sitting_id
     where i.code = ${code} and h.kind = ${kind} and h.persona_id = any(members.my_personas())`);
  if (mine.length) await asHouse(() => drop(mine.map(({ id }) => id)));
}

/** Asks whoever holds out this hand. Asked again, it stays asked, and a no stays a no, also of who has come back; what both had agreed and one has ended can be asked for anew. */
export async function reach(member: Member, code: string, kind: string, face: string): Promise<void> {
  const me = await sure(member, code);
  mayWrite(member);
  const [hand] = await asking(member, () => sql<{ id: string; personaId: string; isFull: boolean }>`
    select h.id, h.persona_id, gatherings.room_left(h.id) <= 0 as is_full from gatherings.hands h join members.faces f on f.persona_id = h.persona_id
     where h.sitting_id = ${me.sittingId} and h.kind = ${kind} and f.code = ${face} and h.persona_id <> all(members.my_personas())`);
  if (!hand) notFound();
  if (hand.isFull) refuse(kind === 'ride' ? 'gatherings.refused.fullRide' : 'gatherings.refused.fullLift');
  if (!(await allow('gathering.reach', member.id, 20, 24 * 60))) refuse('gatherings.refused.often');
  await asHouse(async () => {
    const [pair] = await sql<{ id: string; isTold: boolean }>`
      insert into gatherings.pairs as r (id, hand_id, sitting_id, kind, from_id, to_id, is_silent)
      values (${randomUUID()}, ${hand.id}, ${me.sittingId}, ${kind}, ${me.personaId}, ${hand.personaId}, members.apart(${me.personaId}, ${hand.personaId}))
      on conflict (hand_id, from_id) do update set said = case when r.said = 'past' then 'no' else 'asked' end, is_silent = excluded.is_silent where r.said in ('ended', 'past')
      returning id, not is_silent and said = 'asked' as is_told`;
    if (pair?.isTold) await announce('gatherings.pair.asked', { pairId: pair.id });
  });
}

/** Yes or no to somebody who asked me. A full car says yes to nobody more, and nobody says yes to somebody who does not come any more. */
export async function answer(member: Member, pairId: string, isYes: boolean): Promise<void> {
  const [pair] = await asking(member, () => sql<{ id: string; handId: string }>`select id, hand_id from gatherings.pairs where id::text = ${pairId} and to_id = any(members.my_personas()) and said = 'asked'`);
  if (!pair) notFound();
  await asHouse(async () => {
    const [hand] = await sql<{ room: number; kind: string }>`select room, kind from gatherings.hands where id = ${pair.handId} for update`;
    const [now] = await sql<{ n: number }>`select count(*)::int as n from gatherings.pairs where hand_id = ${pair.handId} and said = 'yes'`;
    if (isYes && hand && hand.kind !== 'buddy' && now!.n >= hand.room) refuse(hand.kind === 'ride' ? 'gatherings.refused.hasLift' : 'gatherings.refused.full');
    const [said] = await sql`
      update gatherings.pairs set said = ${isYes ? 'yes' : 'no'} where id = ${pair.id} and said = 'asked'
         and not (${isYes} and (members.apart(from_id, to_id) or not gatherings.comes(sitting_id, from_id))) returning id`;
    if (!said) return;
    if (!isYes) return sayUnasked([pair], 'asked');
    await announce('gatherings.pair.made', { pairId: pair.id });
    if (hand && hand.kind !== 'buddy') await sayRoom([pair.handId]);
  });
}

/** Ends what two agreed, from either side; the other one is told. Where somebody lives may stand in what they wrote to each other: it goes with it. Twice is once. */
export async function end(member: Member, pairId: string): Promise<void> {
  const [pair] = await asking(member, () => sql<{ id: string; handId: string; otherId: string }>`
    select id, hand_id, case when from_id = any(members.my_personas()) then to_id else from_id end as other_id
      from gatherings.pairs where id::text = ${pairId} and said in ('yes', 'ended', 'past')`);
  if (!pair) notFound();
  await asHouse(() => endOne(pair.id, pair.handId, pair.otherId));
}

/** What these two had agreed is over, and the other one of them is told. Inside `asHouse`. */
async function endOne(id: string, handId: string, otherId: string): Promise<void> {
  const ended = await sql<Ended>`
    update gatherings.pairs set said = 'ended' where id = ${id} and said = 'yes' returning id, sitting_id, ${otherId}::uuid as other_id`;
  await tellOthers(ended);
  if (ended.length) await sayRoom([handId]);
  await sql`delete from gatherings.asides where pair_id = ${id}`;
}

/** Of somebody who does not come any more: their hands, what they had agreed with others, and every word of it; what they asked for and nobody has answered. Inside `asHouse`. */
export async function letGo(sittingId: string, personaId: string): Promise<void> {
  // By whatever name they go there since.
  const [who] = await sql<{ names: string[]; handIds: string[] }>`
    select n.names, array(select h.id from gatherings.hands h where h.sitting_id = ${sittingId} and h.persona_id = any(n.names)) as hand_ids
      from (select array(select o.id from members.personas p join members.personas o on o.member_id = p.member_id and o.space = p.space where p.id = ${personaId}) as names) n`;
  const { names, handIds } = who!;
  if (handIds.length) await drop(handIds);
  // First what is not answered: this waits for a yes that is on its way, and the statement after it ends that one too.
  const asks = await sql<{ id: string }>`
    update gatherings.pairs set said = case when said = 'no' then 'past' else 'ended' end where sitting_id = ${sittingId} and from_id = any(${names}::uuid[]) and said in ('asked', 'no') returning id`;
  await sayUnasked(asks, 'asker');
  const ended = await sql<Ended & { handId: string }>`
    delete from gatherings.pairs where sitting_id = ${sittingId} and from_id = any(${names}::uuid[]) and said = 'yes' returning id, sitting_id, hand_id, to_id as other_id`;
  await tellOthers(ended);
  await sayRoom(ended.map(({ handId }) => handId));
}

/** After a block: whom this member keeps apart from in a place, they have nothing agreed with there any more, and nothing asked. The other one hears what they hear of any end. Twice is once. [ID-6] */
export const keepApart = (memberId: string): Promise<void> => asHouse(async () => {
  const between = await sql<{ id: string; handId: string; said: string; otherId: string }>`
    select r.id, r.hand_id, r.said, theirs.id as other_id
      from members.fences f
      join members.personas mine on mine.member_id = f.member_id and mine.space = f.space
      join members.personas theirs on theirs.member_id = f.other_id and theirs.space = f.space
      join gatherings.pairs r on r.from_id = mine.id and r.to_id = theirs.id or r.from_id = theirs.id and r.to_id = mine.id
      join gatherings.sittings i on i.id = r.sitting_id and i.ends_at > now()
     where f.member_id::text = ${memberId} and r.said <> 'ended'`;
  await sayUnasked(between.filter(({ said }) => said !== 'yes'), 'asker');
  for (const { id, handId, otherId } of between.filter(({ said }) => said === 'yes')) await endOne(id, handId, otherId);
});

/**
 * Hands held out for one date, mine too, by name, with the room that is left.
 * A car that is full, and somebody who has found a lift, are not there for
 * others: only for who has asked, or has a seat in it.
 */
export const hands = (member: Member, code: string): Promise<Hand[]> => asking(member, () => sql<Hand>`
  select h.kind, f.name, f.code, f.seed, h.hows, h.area, l.room, l.room <= 0 as is_full, h.persona_id = any(members.my_personas()) as is_mine,
         coalesce(p.said in ('asked', 'no'), false) as is_asked, coalesce(p.said = 'yes', false) as is_agreed
    from gatherings.hands h join gatherings.sittings i on i.id = h.sitting_id join members.faces f on f.persona_id = h.persona_id
    cross join lateral (select gatherings.room_left(h.id) as room) l
    left join lateral (select q.said from gatherings.pairs q where q.hand_id = h.id and q.from_id = any(members.my_personas()) and q.said not in ('ended', 'past') order by q.said = 'yes' desc limit 1) p on true
   where i.code = ${code} and (l.room > 0 or p.said is not null or h.persona_id = any(members.my_personas())) order by lower(f.name)`);

export type Pair = { id: string; kind: Kind; said: 'asked' | 'yes'; isMine: boolean; /** No room is left, by what the other one or I have said yes to. */ isFull: boolean; name: string; code: string; seed: string; hows: How[]; area: string };
/** Whom I asked, who asked me, and what was agreed. My question stays unanswered whatever became of it, unless it was a yes. */
export const of = (member: Member, code: string): Promise<Pair[]> => asking(member, () => sql<Pair>`
  select p.id, p.kind, case when p.said = 'no' then 'asked' else p.said end as said, p.from_id = any(members.my_personas()) as is_mine, gatherings.room_left(h.id) <= 0 as is_full, f.name, f.code, f.seed, h.hows, h.area
    from gatherings.pairs p join gatherings.sittings i on i.id = p.sitting_id join gatherings.hands h on h.id = p.hand_id
    join members.faces f on f.persona_id = case when p.from_id = any(members.my_personas()) then p.to_id else p.from_id end
   where i.code = ${code} and (p.from_id = any(members.my_personas()) and p.said not in ('ended', 'past') or p.to_id = any(members.my_personas()) and p.said in ('asked', 'yes')) order by p.said = 'yes' desc, lower(f.name)`);
