/**
 * Care: how much somebody has carried, and what is enough.
 *
 * The count of heavy things is for the one who carried them and for the leads,
 * and measures nobody's work. What somebody wants to be spared is theirs alone
 * to know; the queue only leaves it out. A break and a wish have no reason.
 */
import { asHouse, asking, sql } from '#db';
import * as clockings from '#house/clockings';
import { caps, enough, isOffered, themes, themesOf, type Level, type Load, type Reason, type Theme } from '#team/care-rules';
import type { Host, Lead } from '#members/members';

/** Something heavy came to somebody: once for each case. Inside `asHouse`. */
export const carry = (memberId: string, caseId: string, level: 'urgent' | 'concern') => sql`
  insert into team.heavy as h (member_id, case_id, level, at) values (${memberId}, ${caseId}, ${level}, clock_timestamp())
  on conflict (member_id, case_id) do update set level = case when excluded.level = 'urgent' then 'urgent' else h.level end`;

/** Whether something heavy came to somebody already. Inside `asHouse`. */
export const carries = async (memberId: string, caseId: string): Promise<boolean> =>
  (await sql`select 1 from team.heavy where member_id = ${memberId} and case_id = ${caseId}`).length > 0;

/** What somebody carries now. What the database wrote by its own clock a moment ahead of this one counts as well. Inside `asHouse`. */
export async function loadOf(memberId: string, now = new Date()): Promise<Load> {
  const here = await clockings.of(memberId, now);
  const since = here && here.state !== 'away' ? here.inAt : new Date(now.getTime() - 4 * 3_600_000);
  const [row] = await sql<{ today: number; urgent: number }>`
    select count(*)::int as today, (count(*) filter (where level = 'urgent' and at >= ${since}))::int as urgent
      from team.heavy where member_id = ${memberId} and at > ${now}::timestamptz - interval '24 hours'`;
  return {
    urgentInShift: row!.urgent, heavyToday: row!.today, minutesToday: here?.minutesToday ?? 0, minutesSinceBreak: here?.minutesSinceBreak ?? 0, isOnBreak: here?.state === 'break'
  };
}

export type Mine = { load: Load; enough: Reason | undefined; most: number };
export const mine = (host: Host): Promise<Mine> => asHouse(async () => {
  const load = await loadOf(host.id);
  return { load, enough: enough(load), most: caps.heavyInDay };
});

/** Whether one thing may come to somebody now, and if not, why. `isAnybodyElse`: somebody else who is here or on call could take it. Inside `asHouse`. */
export async function mayCome(memberId: string, level: Level, isAnybodyElse: boolean, now = new Date()): Promise<Reason | undefined> {
  const load = await loadOf(memberId, now);
  return isOffered(level, load, isAnybodyElse) ? undefined : (enough(load) ?? 'break');
}

export const spared = (host: Host): Promise<Theme[]> =>
  asking(host, async () => (await sql<{ theme: Theme }>`select theme from team.spared where member_id = ${host.id} order by theme`).map(({ theme }) => theme));

/** Says anew what to be spared. */
export const spare = (host: Host, wished: readonly string[]) => asking(host, async () => {
  const chosen = themes.filter((theme) => wished.includes(theme));
  await sql`delete from team.spared where member_id = ${host.id}`;
  await sql`insert into team.spared (member_id, theme) select ${host.id}, unnest(${chosen}::text[])`;
});

export type Row = { level: string; flags: readonly string[]; isMine: boolean; isOffered: boolean };
const levelOf = ({ level }: Row): Level => (level === 'urgent' || level === 'concern' ? level : 'other');

/**
 * What of a list is put before somebody. What they hold or were asked for by
 * name stays; what they want to be spared goes, while somebody else can take
 * it; what is too much waits. Says why something was left out.
 */
export async function offer<Of extends Row>(host: Host, rows: readonly Of[], isAnybodyElse: boolean): Promise<{ rows: Of[]; why: Reason | undefined; isSpared: boolean }> {
  const [load, away] = [await asHouse(() => loadOf(host.id)), await spared(host)];
  const isTheirs = (row: Of) => row.isMine || row.isOffered;
  const isSpared = (row: Of) => isAnybodyElse && themesOf(levelOf(row), row.flags).some((theme) => away.includes(theme));
  const left = rows.filter((row) => isTheirs(row) || !isSpared(row));
  const shown = left.filter((row) => isTheirs(row) || isOffered(levelOf(row), load, isAnybodyElse));
  return { rows: shown, why: shown.length < left.length ? enough(load) : undefined, isSpared: left.length < rows.length };
}

export type Carried = { name: string; heavyToday: number; heavyWeek: number; enough: Reason | undefined; talksOpen: number };
/** For the leads: who has carried much, and who has not talked about it yet. Counts only, no words, no order of merit. */
export const team = (_: Lead, now = new Date()): Promise<Carried[]> => asHouse(async () => {
  const people = await sql<{ memberId: string; name: string; week: number; talks: number }>`
    select r.member_id, f.name, (select count(*)::int from team.heavy h where h.member_id = r.member_id and h.at > ${now}::timestamptz - interval '7 days') as week,
           (select count(*)::int from team.talks t where t.member_id = r.member_id and t.held_at is null and t.due_at < ${now}) as talks
      from (select distinct member_id from members.roles where ended_at is null) r
      join members.personas p on p.member_id = r.member_id and p.space = 'forum' join members.faces f on f.persona_id = p.id order by f.name`;
  const found: Carried[] = [];
  for (const { memberId, name, week, talks } of people) {
    const load = await loadOf(memberId, now);
    found.push({ name, heavyToday: load.heavyToday, heavyWeek: week, enough: enough(load), talksOpen: talks });
  }
  return found;
});
