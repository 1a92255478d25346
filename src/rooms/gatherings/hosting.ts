/**
 * Hosting: two people hold a gathering together.
 *
 * A second host is asked and says yes or no. When one cannot come, the other
 * carries on; when neither can, the date is called off. Those who come, may
 * come or wait are told; nobody else is. Who was there is never written down:
 * a host counts heads, and the numbers are all that is kept.
 */
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { allow } from '#platform/tries';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { isNear } from '#members/name-rules';
import { isWhy } from '#gatherings/gathering-rules';
import * as pairs from '#gatherings/pairs';
import { hostedBy } from '#gatherings/plans';

/** So many may be asked in a day: whoever is asked reads what nobody else has read yet. */
const mostAsked = 5;

/**
 * Asks somebody who has a name in the same space, and whose page is open there,
 * to host with me. Asked twice is asked once. From then on the plan is read as
 * what others see is. Answers with the gathering’s id.
 */
export async function askCohost(member: Member, code: string, face: string): Promise<string> {
  const { id, space } = await hostedBy(member, code);
  mayWrite(member, 'person');
  const [person] = await asking(member, () => sql<{ personaId: string; isAsked: boolean; isHidden: boolean }>`
    select f.persona_id, exists (select from gatherings.hosts h where h.gathering_id = ${id} and h.persona_id = f.persona_id) as is_asked,
           exists (select from gatherings.gatherings g where g.id = ${id} and g.hidden_at is not null) as is_hidden
      from members.faces f where f.code = ${face} and f.space = ${space} and f.persona_id <> all(members.my_personas()) and f.persona_id not in (select members.blocked()) and members.is_open(f.persona_id)`);
  if (!person) refuse('gatherings.refused.person', 'person');
  if (person.isAsked) return id;
  if (person.isHidden) refuse('gatherings.refused.askHidden', 'person');
  if (!(await allow('gathering.cohost', member.id, mostAsked, 24 * 60))) refuse('gatherings.refused.cohosts', 'person', { most: mostAsked });
  await asHouse(async () => {
    // Across a block made elsewhere it is one more request that nobody answers.
    const [asked] = await sql`
      insert into gatherings.hosts (gathering_id, persona_id, space, part, said)
      select ${id}, ${person.personaId}, ${space}, 'cohost', 'asked'
       where not exists (select from gatherings.hosts h where h.gathering_id = ${id} and members.apart(h.persona_id, ${person.personaId}))
      on conflict do nothing returning persona_id`;
    if (asked) await announce('gatherings.cohost.asked', { gatheringId: id, personaId: person.personaId });
  });
  return id;
}

/** Yes or no to hosting with somebody. What was answered before stands; answers with whether they host it now. */
export async function answerCohost(member: Member, code: string, isYes: boolean): Promise<{ hosts: boolean }> {
  // As the house: whoever said no does not see a plan that is not shown yet, and may press once more.
  const [asked] = await asHouse(() => sql<{ gatheringId: string; personaId: string }>`
    select h.gathering_id, h.persona_id from gatherings.hosts h join gatherings.sittings i on i.gathering_id = h.gathering_id join members.personas p on p.id = h.persona_id
     where i.code = ${code} and p.member_id = ${member.id} and h.part = 'cohost'`);
  if (!asked) notFound();
  return asking(member, async () => {
    await sql`update gatherings.hosts set said = ${isYes ? 'yes' : 'no'} where gathering_id = ${asked.gatheringId} and persona_id = ${asked.personaId} and said = 'asked'`;
    const [now] = await sql<{ hosts: boolean }>`select said = 'yes' as hosts from gatherings.hosts where gathering_id = ${asked.gatheringId} and persona_id = ${asked.personaId}`;
    return { hosts: now?.hosts ?? false };
  });
}

export type Helper = { name: string; code: string; seed: string; part: string; said: 'asked' | 'yes' | 'no' };
/** Everybody who hosts or was asked to; for hosts. Somebody who said no looks like somebody who has not answered. */
export async function helpers(member: Member, code: string): Promise<Helper[]> {
  const { id } = await hostedBy(member, code);
  return asking(member, () => sql<Helper>`
    select f.name, f.code, f.seed, h.part, case when h.said = 'yes' then 'yes' else 'asked' end as said
      from gatherings.hosts h join members.faces f on f.persona_id = h.persona_id where h.gathering_id = ${id} order by h.part desc, lower(f.name)`);
}

/** So many names may be held against those of hosts in an hour: enough to find one, too few to ask who hosts. */
const mostNames = 60;

/** Whether somebody who hosts in this place already goes by a name one could take this one for. `own`: a name of whoever asks, which is no other's. [decision 9] */
export async function isLikeHost(member: Member, place: string, name: string, own: string | null = null): Promise<boolean> {
  if (!(await allow('host.name', member.id, mostNames, 60))) refuse('members.refused.namesOften', 'name');
  const names = await asHouse(() => sql<{ name: string }>`
    select f.name from gatherings.hosts h join members.faces f on f.persona_id = h.persona_id join members.spaces s on s.id::text = h.space
     where s.code = ${place} and h.said = 'yes' and h.persona_id is distinct from ${own}::uuid limit 100`);
  return names.some((host) => isNear(host.name, name));
}

/** Whether the asker, by any name of theirs in this space, holds something there that is still ahead: in its text room they are by the name they have then. */
export const holdsIn = async (member: Member, space: string): Promise<boolean> => (await asking(member, () => sql`
  select 1 from gatherings.hosts h join gatherings.sittings i on i.gathering_id = h.gathering_id
   where h.space = ${space} and h.said = 'yes' and h.persona_id = any(members.my_personas()) and i.ends_at > now() and i.cancelled_at is null limit 1`)).length > 0;

/** Calls one date off. Twice is once. */
export async function cancel(member: Member, code: string, why: string): Promise<void> {
  if (!isWhy(why)) refuse('gatherings.refused.why', 'why');
  await hostedBy(member, code);
  await asking(member, () => callOff(code, why));
}

/** As one of its hosts, or the house: the date is off, and whoever has to know is told. */
export async function callOff(code: string, why: string): Promise<void> {
  const [off] = await sql<{ id: string }>`
    update gatherings.sittings set cancelled_at = now(), why = ${why} where code = ${code} and cancelled_at is null and ends_at > now() returning id`;
  if (off) await announce('gatherings.sitting.cancelled', { sittingId: off.id });
}

/** "I cannot be there." The other host carries on; if there is none left, the date is off. Nobody has to say why. */
export async function cannotCome(member: Member, code: string): Promise<{ isOff: boolean }> {
  await hostedBy(member, code);
  return asHouse(async () => (await stayAway(code, member.id)) ?? notFound());
}

/** Somebody who hosts is not there on one date, by any name they host it by. A lift they gave is none then, and who had it is told. Nothing where they do not host it. Inside `asHouse`. */
export async function stayAway(code: string, memberId: string): Promise<{ isOff: boolean } | undefined> {
  const [date] = await sql<{ id: string; left: number; personaIds: string[] }>`
    update gatherings.sittings i set away = array(select distinct unnest(i.away || own.ids))
      from (select h.gathering_id, array_agg(h.persona_id) as ids from gatherings.hosts h join members.personas p on p.id = h.persona_id
             where h.said = 'yes' and p.member_id = ${memberId} group by h.gathering_id) own
     where i.code = ${code} and i.cancelled_at is null and i.ends_at > now() and own.gathering_id = i.gathering_id
    returning i.id, own.ids as persona_ids, (select count(*)::int from gatherings.hosts o where o.gathering_id = own.gathering_id and o.said = 'yes' and o.persona_id <> all(i.away)) as left`;
  if (!date) return undefined;
  if (date.left === 0) {
    await callOff(code, 'ill');
    return { isOff: true };
  }
  const [personaId] = date.personaIds as [string];
  await pairs.letGo(date.id, personaId);
  await announce('gatherings.host.away', { sittingId: date.id, personaId });
  return { isOff: false };
}

/** What nobody wrote is nothing, and no nought. */
export type Count = Record<'came' | 'firstTime' | 'wishesAsked' | 'wishesMet' | 'lifts', number | null>;
const isCount = (n: number | null) => n === null || (Number.isInteger(n) && n >= 0 && n <= 300);

/** How many were there. A number a host wrote; nobody's name stands behind it. It can be put right. [RES-1] */
export async function count(member: Member, code: string, { came, firstTime, wishesAsked, wishesMet, lifts }: Count): Promise<void> {
  await hostedBy(member, code);
  const wrong = Object.entries({ came, firstTime, wishesAsked, wishesMet, lifts }).find(([, n]) => !isCount(n));
  if (wrong) refuse('gatherings.refused.count', wrong[0]);
  if ((firstTime ?? 0) > (came ?? 0)) refuse('gatherings.refused.firstTime', 'firstTime');
  if ((wishesMet ?? 0) > (wishesAsked ?? 0)) refuse('gatherings.refused.wishesMet', 'wishesMet');
  await asking(member, () => sql`
    update gatherings.sittings set came = ${came}, first_time = ${firstTime}, wishes_asked = ${wishesAsked}, wishes_met = ${wishesMet}, lifts = ${lifts}, counted_at = now()
     where code = ${code} and starts_at <= now() and cancelled_at is null`);
}

export type Guest = { name: string; seed: string; code: string; state: 'coming' | 'maybe' | 'waiting'; way: string; wishes: string; meetMe: boolean; firstName: string; spot: string; lateMinutes: number | null; hasArrived: boolean; isNew: boolean };
/** Who comes, for hosts: by the name each has here, and nobody left out: whoever hosts has to know who sits at the table, also somebody they keep apart from. Those who wait come after, in their order. A week after it there is no such list. */
export async function guests(member: Member, code: string): Promise<Guest[]> {
  const { id } = await hostedBy(member, code);
  return asking(member, () => sql<Guest>`
    select f.name, f.seed, f.code, s.state, s.way, s.wishes, s.meet_me,
           case when s.level = 'first' and i.starts_at < now() + interval '24 hours' and i.ends_at > now() then s.first_name else '' end as first_name,
           case when s.level = 'spot' and i.starts_at < now() + interval '24 hours' and i.ends_at > now() then s.spot else '' end as spot,
           s.late_minutes, s.arrived_at is not null as has_arrived,
           not exists (select from gatherings.seats b join gatherings.sittings o on o.id = b.sitting_id
                        where b.persona_id = s.persona_id and b.state = 'coming' and o.ends_at < now() and o.gathering_id = ${id}) as is_new
      from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id join members.faces f on f.persona_id = s.persona_id
     where i.code = ${code} and i.gathering_id = ${id} and i.ends_at > now() - interval '7 days' and s.state in ('coming', 'maybe', 'waiting')
     order by s.state = 'waiting', case when s.state = 'waiting' then s.number end, lower(f.name)`);
}

/** What time does: a date that comes and has no host any more is called off, so that nobody stands before a closed door. */
export const withoutHosts = () => asHouse(async () => {
  const alone = await sql<{ code: string }>`
    select i.code from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
     where i.cancelled_at is null and i.ends_at > now() and g.published_at is not null
       and not exists (select from gatherings.hosts h where h.gathering_id = g.id and h.said = 'yes' and h.persona_id <> all(i.away)) limit 200`;
  for (const { code } of alone) await callOff(code, 'ill');
  return alone.length;
});
