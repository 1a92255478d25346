/**
 * Leaving for good.
 *
 * Asking starts fourteen days in which it can be undone by signing in. Then
 * the clock deletes the member, and everything that belongs to them goes with
 * that one row: the other rooms' tables hang on it, or blank themselves when
 * a persona goes (their migrations say how). What others wrote stays. Names
 * in other places than the forum go before, each at its own time. All of them
 * rest, unreadable: nobody can come and pass for who has left.
 *
 * The last steward cannot ask before there is another, and stays beyond the day
 * where a restore has made them the last; whoever has died and rests (`rests`) stays, too. Of anybody else with a
 * role the stewards hear, so that somebody can take their place in time.
 */
import { asHouse, asking, sql } from '#db';
import * as alarms from '#platform/alarms';
import { rememberErasure, rememberWord } from '#platform/erasures';
import { announce } from '#platform/events';
import type { Member } from '#members/members';
import * as names from '#members/names';
import * as roles from '#members/roles';

export const daysToUndo = 14;

/** From when on names in other places go, one by one (`goOneByOne`); nothing where that has begun, or nobody leaves. */
export function namesGo(dueAt: Date | null, now = new Date()): { namesGoFrom: Date | undefined } {
  const from = dueAt && new Date(dueAt.getTime() - 3 * 86_400_000);
  return { namesGoFrom: from && from > now ? from : undefined };
}

/** Whether somebody's day has come and they stay on for want of another steward. */
export const staysOn = ({ leavingAt, roles: held }: Pick<Member, 'leavingAt' | 'roles'>, now = new Date()): boolean => leavingAt !== null && leavingAt <= now && held.includes('steward');

/** Asking twice changes nothing. Answers with the day it happens. */
export const ask = (member: Member): Promise<Date> => asHouse(async () => {
  await roles.stewardRemains(member.id);
  const [leaving] = await sql<{ dueAt: Date; at: Date; isNew: boolean }>`
    insert into members.leavings (member_id, due_at) values (${member.id}, now() + make_interval(days => ${daysToUndo}::int))
    on conflict (member_id) do update set member_id = excluded.member_id
    returning due_at, clock_timestamp() as at, xmax = 0 as is_new`;
  const { dueAt, at, isNew } = leaving!;
  await rememberWord(member.id, { says: 'leaves', at });
  if (isNew) await announce('members.leaving.asked', { memberId: member.id });
  return dueAt;
});

/** Twice is once. */
export const undo = (member: Member): Promise<void> => asking(member, async () => {
  const [stays] = await sql<{ at: Date }>`delete from members.leavings where member_id = ${member.id} returning clock_timestamp() as at`;
  if (!stays) return;
  await rememberWord(member.id, { says: 'stays', at: stays.at });
  await announce('members.leaving.undone', { memberId: member.id });
});

export type Going = { personaId: string; code: string; since: string | null; stewards: string[] };

/** Somebody with a role: since when they are on the way out, and the other stewards; none of them where they stay. Inside `asHouse`. */
export async function onTheDesk(memberId: string): Promise<Going | undefined> {
  const [going] = await sql<Going>`
    select f.persona_id, f.code, l.asked_at::text as since,
           array(select r.member_id from members.roles r where r.role = 'steward' and r.ended_at is null and r.member_id <> l.member_id) as stewards
      from members.personas p join members.faces f on f.persona_id = p.id left join members.leavings l on l.member_id = p.member_id
     where p.member_id = ${memberId} and p.space = 'forum' and exists (select from members.roles r where r.member_id = p.member_id and r.ended_at is null)`;
  return going;
}

/** Whoever has not left for good, for what is kept elsewhere and goes with them. */
export const everybodyHere = () => asHouse(() => sql<{ id: string }>`select id from members.members`);

/** What the clock does: everybody whose time is up, one at a time, each all or nothing. */
export async function sweep(): Promise<number> {
  const due = await asHouse(() => sql<{ memberId: string }>`select l.member_id from members.leavings l where l.due_at <= now() and not exists (select from members.rests r where r.member_id = l.member_id) order by l.due_at limit 50`);
  for (const { memberId } of due) await eraseNow(memberId);
  await goOneByOne();
  return due.length;
}

/**
 * Names in other places go in the last three days, each at an hour of its own:
 * were they all gone with the forum name, in one stroke, everybody could see
 * whose they were. The name at the desk holds no words and stays to the end, so
 * that colleagues read no other under what it did; so do stand-ins, which no
 * member sees.
 */
const goOneByOne = () => asHouse(async () => {
  const due = await sql<{ id: string; name: string | null }>`
    select p.id, f.name
      from members.personas p join members.leavings l on l.member_id = p.member_id left join members.faces f on f.persona_id = p.id
     where p.space not in ('forum', 'moderation', 'left') and not exists (select from members.rests r where r.member_id = l.member_id)
       and l.due_at - make_interval(mins => ('x' || substr(md5(p.id::text), 1, 6))::bit(24)::int % (3 * 24 * 60)) <= now()
       for update of p, l`;
  if (!due.length) return;
  await names.rest(due.flatMap(({ name }) => name ?? []));
  await sql`delete from members.personas where id = any(${due.map(({ id }) => id)}::uuid[])`;
});

/** The erasure is remembered first: a backup that is restored later is told of it. The last steward is passed over: without one nobody can give a role. */
async function eraseNow(memberId: string): Promise<void> {
  await asHouse(async () => {
    const isLast = await roles.isLastSteward(memberId);
    await sql`select 1 from members.members where id = ${memberId} for update`; // a rest that is beginning is waited for, and then seen
    const [still] = await sql`select 1 from members.leavings l where member_id = ${memberId} and due_at <= now() and not exists (select from members.rests r where r.member_id = l.member_id) for update`;
    if (!still) return;
    if (isLast) return alarms.raiseDaily('leaving.lastSteward', { memberId });
    await alarms.settle('leaving.lastSteward', { memberId });
    await rememberErasure(memberId);
    const left = await sql<{ name: string }>`select f.name from members.faces f join members.personas p on p.id = f.persona_id where p.member_id = ${memberId}`;
    await names.rest(left.map(({ name }) => name));
    await sql`delete from members.members where id = ${memberId}`;
  });
}
