/**
 * Months: the public log (NEW-5).
 *
 * What was done, by the way it rests on; how long until a person looked and
 * until it was decided; appeals and what became of them; how many threads were
 * answered and how fast; hours with somebody here, and how often somebody on
 * call was woken, once for each climb, however many were knocked up. A clock works it out; no
 * page does. Nobody is in it, and what is fewer than five is not said. What a
 * clock ended was decided by nobody, and what was a drill was no case; what
 * somebody did who has left the team since was done all the same.
 */
import { asHouse, sql } from '#db';
import * as answered from '#forum/answered';
import * as hours from '#house/hours';
import type { Steward } from '#members/members';
import { forDesk, middle, monthOf, sayable, type Figure } from '#safety/month-rules';

type Timed = { count: number; median: number | null };

/** Everything one month comes to. */
async function figures(from: Date, to: Date): Promise<Figure[]> {
  const deeds = await sql<{ key: string; count: number }>`
    select kind || ':' || coalesce(rule, 0) as key, count(*)::int as count from safety.decisions
     where at >= ${from} and at < ${to} and kind not in ('upheld', 'overturned') and not (kind = 'unpaused' and moderator_id is null and said_id is null) group by 1`;
  const [seen] = await sql<Timed>`
    select count(seen_at)::int as count, percentile_cont(0.5) within group (order by extract(epoch from seen_at - opened_at) / 60) as median
      from safety.cases where opened_at >= ${from} and opened_at < ${to} and subject_kind <> 'drill'`;
  const [urgent] = await sql<Timed>`
    select count(seen_at)::int as count, percentile_cont(0.5) within group (order by extract(epoch from c.seen_at - c.opened_at) / 60) as median
      from safety.cases c where c.opened_at >= ${from} and c.opened_at < ${to} and c.subject_kind <> 'drill'
       and exists (select from safety.signals s where s.case_id = c.id and s.level = 'urgent')`;
  const [slowest] = await sql<Timed>`
    select count(seen_at)::int as count, percentile_cont(0.95) within group (order by extract(epoch from c.seen_at - c.opened_at) / 60) as median
      from safety.cases c where c.opened_at >= ${from} and c.opened_at < ${to} and c.subject_kind = 'post'
       and exists (select from safety.signals s where s.case_id = c.id and s.level = 'urgent')`;
  const levels = await sql<{ what: string; count: number }>`
    select a.what, count(*)::int as count from safety.activity a join safety.cases c on c.id = a.case_id
     where a.at >= ${from} and a.at < ${to} and (a.what = 'lowered' or (a.what = 'raised' and a.by_id is not null)) and a.from_level <> a.to_level and c.subject_kind <> 'drill' group by 1`;
  const changed = (what: string) => sayable(levels.find((one) => one.what === what)?.count ?? 0);
  const [decided] = await sql<Timed>`
    select count(closed_at)::int as count, percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 60) as median
      from safety.cases where opened_at >= ${from} and opened_at < ${to} and state = 'closed' and subject_kind <> 'drill'`;
  const appeals = await sql<{ key: string; count: number }>`
    select coalesce(outcome, 'open') as key, count(*)::int as count from safety.appeals where made_at >= ${from} and made_at < ${to} group by 1`;
  const [woken] = await sql<{ count: number }>`
    select count(distinct (case_id, since))::int as count from safety.escalations where step = 'onCall' and channel <> 'notice' and at >= ${from} and at < ${to}`;
  const threads = await answered.ofMonth(from, to);
  const made = appeals.reduce((sum, { count }) => sum + count, 0);
  return [
    ...deeds.map(({ key, count }): Figure => ({ name: 'deed', key, value: sayable(count) })),
    { name: 'firstHuman', key: '', value: middle(seen!.median, seen!.count) },
    { name: 'urgentHuman', key: '', value: middle(urgent!.median, urgent!.count) },
    { name: 'decided', key: '', value: middle(decided!.median, decided!.count) },
    { name: 'appeals', key: '', value: sayable(made) },
    ...appeals.map(({ key, count }): Figure => ({ name: 'appealResult', key, value: sayable(count) })),
    { name: 'threads', key: '', value: sayable(threads.count) },
    { name: 'answeredOf100', key: '', value: threads.count >= 20 ? threads.share : null },
    { name: 'answeredMinutes', key: '', value: middle(threads.median, threads.answered) },
    { name: 'staffedHours', key: '', value: await hours.staffed(from, to) },
    { name: 'woken', key: '', value: sayable(woken!.count) },
    { name: 'urgentMost', key: '', value: middle(slowest!.median, slowest!.count) },
    { name: 'raised', key: '', value: changed('raised') },
    { name: 'lowered', key: '', value: changed('lowered') }
  ];
}

/** Works out this month and the one before. Twice is the same as once. */
export async function count(now = new Date()): Promise<void> {
  const { from } = monthOf(now);
  for (const month of [monthOf(new Date(from.getTime() - 1)), monthOf(now)]) await asHouse(() => write(month.from, month.to, now));
}

async function write(from: Date, to: Date, now: Date): Promise<void> {
  await sql`delete from safety.months where month = ${from}::date`;
  for (const { name, key, value } of await figures(from, to)) {
    await sql`insert into safety.months (month, name, key, value, at) values (${from}::date, ${name}, ${key}, ${value}, ${now})`;
  }
}

export type Month = { month: string; figures: Figure[] };

/** The last twelve months, the newest first, as anybody may read them. */
export const log = async (): Promise<Month[]> => (await all()).map(({ month, figures }) => ({ month, figures: figures.filter(({ name }) => !forDesk.includes(name)) }));

/** The newest month with everything, for the steward: also how fast nineteen of twenty urgent posts were looked at, and how often a person set another level (the sign that the program drifts, safety guide §3). What is few is held back here, too. */
export const latest = async (_steward: Steward): Promise<Month | undefined> => (await all())[0];

async function all(): Promise<Month[]> {
  const rows = await sql<Figure & { month: string }>`
    select to_char(month, 'YYYY-MM') as month, name, key, value from safety.months
     where month > now() - interval '13 months' order by month desc, name, key`;
  return [...new Set(rows.map(({ month }) => month))].map((month) => ({ month, figures: rows.filter((row) => row.month === month).map(({ name, key, value }) => ({ name, key, value })) }));
}
