/**
 * Hands and pairs: a buddy for the way in, room in a car, a wish for a lift.
 *
 * Somebody who surely comes holds out a hand; others who surely come see it,
 * with the name and no more than a rough area. One asks, the other says yes or
 * nothing. A no, a silence and a block made elsewhere are the same to whoever
 * asked. Where exactly to meet is said between the two, and forgotten when what
 * they agreed ends, or a week after the date. [PEER-20, MEET-5, MEET-6]
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

/** Somebody who surely comes, or hosts, to a date that is on. */
async function sure(member: Member, code: string): Promise<Sure> {
  const [found] = await asking(member, () => sql<Sure>`
    select i.id as sitting_id, g.space, coalesce(s.persona_id, members.persona_in(g.space)) as persona_id
      from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
      left join gatherings.seats s on s.sitting_id = i.id and s.persona_id = any(members.my_personas()) and s.state = 'coming'
     where i.code = ${code} and i.cancelled_at is null and i.ends_at > now() and i.id = any(gatherings.sure_sittings())`);
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
  await asking(member, () => sql`
    insert into gatherings.hands (id, sitting_id, persona_id, space, kind, hows, area, room) values (${randomUUID()}, ${me.sittingId}, ${me.personaId}, ${me.space}, ${kind}, ${ways as string[]}::text[], ${where}, ${seats})
    on conflict (sitting_id, persona_id, kind) do update set hows = excluded.hows, area = excluded.area, room = excluded.room`);
}

/** Takes a hand back; what was agreed by it ends. */
export const takeBack = (member: Member, code: string, kind: string) => asking(member, () => sql`
  delete from gatherings.hands h using gatherings.sittings i, members.personas p
   where i.id = h.sitting_id and i.code = ${code} and h.kind = ${kind} and p.id = h.persona_id and p.member_id = ${member.id}`);

/** Asks whoever holds out this hand. Asked again, it stays asked. */
export async function reach(member: Member, code: string, kind: string, face: string): Promise<void> {
  const me = await sure(member, code);
  mayWrite(member);
  const [hand] = await asking(member, () => sql<{ id: string; personaId: string }>`
    select h.id, h.persona_id from gatherings.hands h join members.faces f on f.persona_id = h.persona_id
     where h.sitting_id = ${me.sittingId} and h.kind = ${kind} and f.code = ${face} and h.persona_id <> all(members.my_personas())`);
  if (!hand) notFound();
  if (!(await allow('gathering.reach', member.id, 20, 24 * 60))) refuse('gatherings.refused.often');
  await asHouse(async () => {
    const [pair] = await sql<{ id: string; isSilent: boolean }>`
      insert into gatherings.pairs (id, hand_id, sitting_id, kind, from_id, to_id, is_silent)
      values (${randomUUID()}, ${hand.id}, ${me.sittingId}, ${kind}, ${me.personaId}, ${hand.personaId}, members.apart(${me.personaId}, ${hand.personaId}))
      on conflict (hand_id, from_id) do nothing returning id, is_silent`;
    if (pair && !pair.isSilent) await announce('gatherings.pair.asked', { pairId: pair.id });
  });
}

/** Yes or no to somebody who asked me. A full car says yes to nobody more. */
export async function answer(member: Member, pairId: string, isYes: boolean): Promise<void> {
  const [pair] = await asking(member, () => sql<{ id: string; handId: string }>`select id, hand_id from gatherings.pairs where id::text = ${pairId} and to_id = any(members.my_personas()) and said = 'asked'`);
  if (!pair) notFound();
  await asHouse(async () => {
    const [hand] = await sql<{ room: number; kind: string }>`select room, kind from gatherings.hands where id = ${pair.handId} for update`;
    const [now] = await sql<{ n: number }>`select count(*)::int as n from gatherings.pairs where hand_id = ${pair.handId} and said = 'yes'`;
    if (isYes && hand && hand.kind !== 'buddy' && now!.n >= hand.room) refuse('gatherings.refused.full');
    const [said] = await sql`
      update gatherings.pairs set said = ${isYes ? 'yes' : 'no'} where id = ${pair.id} and said = 'asked' and not (${isYes} and members.apart(from_id, to_id)) returning id`;
    if (said && isYes) await announce('gatherings.pair.made', { pairId: pair.id });
  });
}

/** Ends what two agreed, from either side. Where somebody lives may stand in what they wrote to each other: it goes with it. */
export async function end(member: Member, pairId: string): Promise<void> {
  const [pair] = await asking(member, () => sql<{ id: string }>`
    select id from gatherings.pairs where id::text = ${pairId} and said in ('yes', 'ended') or id::text = ${pairId} and from_id = any(members.my_personas())`);
  if (!pair) notFound();
  await asHouse(async () => {
    await sql`update gatherings.pairs set said = 'ended' where id = ${pair.id}`;
    await sql`delete from gatherings.asides where pair_id = ${pair.id}`;
  });
}

/** Of somebody who does not come any more: their hands, what they had agreed with others, and every word of it. Inside `asHouse`. */
export async function letGo(sittingId: string, personaId: string): Promise<void> {
  await sql`delete from gatherings.hands where sitting_id = ${sittingId} and persona_id = ${personaId}`;
  await sql`delete from gatherings.pairs where sitting_id = ${sittingId} and from_id = ${personaId} and said = 'yes'`;
}

/** Hands held out for one date, mine too, by name. Those that are full are not there for others. */
export const hands = (member: Member, code: string): Promise<Hand[]> => asking(member, () => sql<Hand>`
  select h.kind, f.name, f.code, f.seed, h.hows, h.area, h.room, h.persona_id = any(members.my_personas()) as is_mine,
         exists (select from gatherings.pairs p where p.hand_id = h.id and p.from_id = any(members.my_personas())) as is_asked
    from gatherings.hands h join gatherings.sittings i on i.id = h.sitting_id join members.faces f on f.persona_id = h.persona_id
   where i.code = ${code} order by lower(f.name)`);

export type Pair = { id: string; kind: Kind; said: 'asked' | 'yes' | 'ended'; isMine: boolean; name: string; code: string; seed: string; hows: How[]; area: string };
/** Whom I asked, who asked me, and what was agreed. My question stays unanswered whatever became of it, unless it was a yes. */
export const of = (member: Member, code: string): Promise<Pair[]> => asking(member, () => sql<Pair>`
  select p.id, p.kind, case when p.said = 'no' then 'asked' else p.said end as said, p.from_id = any(members.my_personas()) as is_mine, f.name, f.code, f.seed, h.hows, h.area
    from gatherings.pairs p join gatherings.sittings i on i.id = p.sitting_id join gatherings.hands h on h.id = p.hand_id
    join members.faces f on f.persona_id = case when p.from_id = any(members.my_personas()) then p.to_id else p.from_id end
   where i.code = ${code} and (p.from_id = any(members.my_personas()) and p.said <> 'ended' or p.to_id = any(members.my_personas()) and p.said in ('asked', 'yes')) order by p.said = 'yes' desc, lower(f.name)`);
