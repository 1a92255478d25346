/**
 * Care: how much somebody has carried, and what is enough.
 *
 * The count of heavy things is for the one who carried them and for the leads,
 * and measures nobody's work. What somebody wants to be spared is theirs alone
 * to know; the queue only leaves it out, and does not count on them for it.
 * A break and a wish have no reason.
 */
import { asHouse, asking, sql } from '#db';
import * as clockings from '#house/clockings';
import { canTake, caps, enough, isOffered, themes, themesOf, type Level, type Load, type Reason, type Theme } from '#team/care-rules';
import type { Host, Lead } from '#members/members';

/** Something heavy came to somebody: once for each case. Inside `asHouse`. */
export const carry = (memberId: string, caseId: string, level: 'urgent' | 'concern') => sql`
  insert into team.heavy as h (member_id, case_id, level, at) values (${memberId}, ${caseId}, ${level}, clock_timestamp())
  on conflict (member_id, case_id) do update set level = case when excluded.level = 'urgent' then 'urgent' else h.level end`;

/** Whether something heavy came to somebody already. Inside `asHouse`. */
export const carries = async (memberId: string, caseId: string): Promise<boolean> =>
  (await sql`select 1 from team.heavy where member_id = ${memberId} and case_id = ${caseId}`).length > 0;

/** What somebody carries now. What the database wrote by its own clock a moment ahead of this one counts as well. Inside `asHouse`. */
export const loadOf = async (memberId: string, now = new Date()): Promise<Load> => (await loadsOf([memberId], now)).get(memberId)!;

/** The same of several, in three statements however many they are. Inside `asHouse`. */
async function loadsOf(memberIds: readonly string[], now: Date): Promise<Map<string, Load>> {
  const here = await clockings.ofAll(memberIds, now);
  const since = memberIds.map((memberId) => {
    const one = here.get(memberId);
    return one && one.state !== 'away' ? one.inAt : new Date(now.getTime() - 4 * 3_600_000);
  });
  const rows = await sql<{ memberId: string; today: number; urgent: number }>`
    select m.id as member_id, count(h.case_id)::int as today, (count(h.case_id) filter (where h.level = 'urgent' and h.at >= m.since))::int as urgent
      from unnest(${memberIds as string[]}::uuid[], ${since}::timestamptz[]) as m(id, since)
      left join team.heavy h on h.member_id = m.id and h.at > ${now}::timestamptz - interval '24 hours'
     group by m.id`;
  return new Map(rows.map(({ memberId, today, urgent }) => {
    const one = here.get(memberId);
    return [memberId, { urgentInShift: urgent, heavyToday: today, minutesToday: one?.minutesToday ?? 0, minutesSinceBreak: one?.minutesSinceBreak ?? 0, isOnBreak: one?.state === 'break' }];
  }));
}

export type Mine = { load: Load; enough: Reason | undefined; most: number };
export const mine = (host: Host): Promise<Mine> => asHouse(async () => {
  const load = await loadOf(host.id);
  return { load, enough: enough(load), most: caps.heavyInDay };
});

/** Whether one thing may come to somebody now, and if not, why; and whether it comes although it is more than enough, since nobody else can take it. Inside `asHouse`. */
export async function mayCome(memberId: string, level: Level, isAnybodyElse: boolean, now = new Date()): Promise<{ why: Reason | undefined; isAbove: boolean }> {
  const load = await loadOf(memberId, now);
  if (!isOffered(level, load, isAnybodyElse)) return { why: enough(load) ?? 'break', isAbove: false };
  return { why: undefined, isAbove: !isOffered(level, load, true) };
}

export type Others = { memberId: string; level: string; flags: readonly string[] };
/** Of some things, each with somebody who may have it, those they can take: it is not too much for them, and nothing they asked to be spared. Answers with the same rows. Inside `asHouse`. */
export async function ableTo<Of extends Others>(offers: readonly Of[], now = new Date()): Promise<Of[]> {
  const those = [...new Set(offers.map(({ memberId }) => memberId))];
  if (!those.length) return [];
  const loads = await loadsOf(those, now);
  const wishes = await sql<{ memberId: string; theme: Theme }>`select member_id, theme from team.spared where member_id = any(${those}::uuid[])`;
  const away = (memberId: string) => wishes.filter((one) => one.memberId === memberId).map(({ theme }) => theme);
  return offers.filter((one) => canTake(levelOf(one), one.flags, loads.get(one.memberId)!, away(one.memberId)));
}

/** Whether any of these has not carried enough yet. Inside `asHouse`. */
export const isAnyRested = async (memberIds: readonly string[], now = new Date()): Promise<boolean> =>
  memberIds.length > 0 && [...(await loadsOf(memberIds, now)).values()].some((load) => enough(load) === undefined);

export const spared = (host: Host): Promise<Theme[]> =>
  asking(host, async () => (await sql<{ theme: Theme }>`select theme from team.spared where member_id = ${host.id} order by theme`).map(({ theme }) => theme));

/** Says anew what to be spared. */
export const spare = (host: Host, wished: readonly string[]) => asking(host, async () => {
  const chosen = themes.filter((theme) => wished.includes(theme));
  await sql`select 1 from members.members where id = ${host.id} for update`; // of two presses at once one waits
  await sql`delete from team.spared where member_id = ${host.id}`;
  await sql`insert into team.spared (member_id, theme) select ${host.id}, unnest(${chosen}::text[])`;
});

export type Row = { id: string; level: string; flags: readonly string[]; isMine: boolean; isOffered: boolean };
const levelOf = ({ level }: { level: string }): Level => (level === 'urgent' || level === 'concern' ? level : 'other');

/** `isAlone`: something is put before them although it is too much or they asked to be spared it, since nobody else can take it. */
export type Offer<Of> = { rows: Of[]; why: Reason | undefined; isSpared: boolean; isAlone: boolean };
/**
 * What of a list is put before somebody. What they hold or were asked for by
 * name stays; what they want to be spared goes, and what is too much waits,
 * each while somebody else can take that very thing: `elsewhere` answers of
 * which that is so. Says why something was left out.
 */
export async function offer<Of extends Row>(host: Host, rows: readonly Of[], elsewhere: (ids: readonly string[]) => Promise<ReadonlySet<string>>, now = new Date()): Promise<Offer<Of>> {
  const [load, away] = [await asHouse(() => loadOf(host.id, now)), await spared(host)];
  const isAsked = (row: Of) => !row.isMine && !row.isOffered && !canTake(levelOf(row), row.flags, load, away);
  const asked = rows.filter(isAsked).map(({ id }) => id);
  const others = asked.length ? await elsewhere(asked) : new Set<string>();
  const isSpared = (row: Of) => others.has(row.id) && isAsked(row) && themesOf(levelOf(row), row.flags).some((theme) => away.includes(theme));
  const left = rows.filter((row) => !isSpared(row));
  const shown = left.filter((row) => !isAsked(row) || isOffered(levelOf(row), load, others.has(row.id)));
  return { rows: shown, why: shown.length < left.length ? enough(load) : undefined, isSpared: left.length < rows.length, isAlone: shown.some(isAsked) };
}

export type Carried = { name: string; heavyToday: number; heavyWeek: number; enough: Reason | undefined; talksOpen: number };
/** For the leads: who has carried much, and who has not talked about it yet. Counts only, no words, no order of merit. */
export const team = (_: Lead, now = new Date()): Promise<Carried[]> => asHouse(async () => {
  const people = await sql<{ memberId: string; name: string; week: number; talks: number }>`
    select r.member_id, f.name, (select count(*)::int from team.heavy h where h.member_id = r.member_id and h.at > ${now}::timestamptz - interval '7 days') as week,
           (select count(*)::int from team.talks t where t.member_id = r.member_id and t.held_at is null and t.due_at < ${now}) as talks
      from (select distinct member_id from members.roles where ended_at is null) r
      join members.personas p on p.member_id = r.member_id and p.space = 'forum' join members.faces f on f.persona_id = p.id order by f.name`;
  const loads = await loadsOf(people.map(({ memberId }) => memberId), now);
  return people.map(({ memberId, name, week, talks }) => {
    const load = loads.get(memberId)!;
    return { name, heavyToday: load.heavyToday, heavyWeek: week, enough: enough(load), talksOpen: talks };
  });
});
