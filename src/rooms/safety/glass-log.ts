/**
 * The record of the vault: what was asked, agreed, seen, told and reviewed.
 *
 * Rows are only added, by the database's own hand linked to the one before, so
 * that a change shows. It holds which fields and to whom, never a value. Whom
 * it was about reads their own part.
 */
import { asHouse, sql } from '#db';
import type { Member } from '#members/members';

export type Logged = { at: Date; what: string; by: string | null; data: Record<string, unknown> };

/** Inside `asHouse`, in the transaction of what happened. */
export const add = (glassId: string, byId: string | null, what: string, data: Record<string, unknown> = {}) => sql`
  insert into safety.glass_log (glass_id, by_id, what, data) values (${glassId}, ${byId}, ${what}, ${JSON.stringify(data)})`;

/** Inside `asHouse`. */
export const of = (glassId: string) => sql<Logged>`
  select at, what, safety.called(by_id) as by, data from safety.glass_log where glass_id = ${glassId} order by seq`;

/** Whether something of one kind was written down already. Inside `asHouse`. */
export const has = async (glassId: string, what: string) => (await sql`select 1 from safety.glass_log where glass_id = ${glassId} and what = ${what} limit 1`).length > 0;

/** Where the record does not fit together any more; nothing when it is whole. */
export async function firstBreak(): Promise<number | undefined> {
  const [row] = await asHouse(() => sql<{ seq: number | null }>`select safety.glass_break() as seq`);
  return row?.seq ?? undefined;
}

export type Opening = { openedAt: Date; reason: string; fields: string[]; finding: string | null; seen: Date[] };

/** What was opened about me, once I may know. Names of staff are not in it: they act for the place. */
export const aboutMe = (member: Member) => asHouse(() => sql<Opening>`
  select g.opened_at, g.reason, g.fields, g.finding,
         array(select l.at from safety.glass_log l where l.glass_id = g.id and l.what = 'seen' order by l.seq) as seen
    from safety.glasses g where g.member_id = ${member.id} and g.opened_at is not null and g.told_at is not null order by g.opened_at desc`);

/** How often the vault was opened, month by month, for everybody to read: the last twelve, also those with none. */
export const published = (now = new Date()) => asHouse(() => sql<{ month: string; count: number }>`
  select to_char(m, 'YYYY-MM') as month, count(g.id)::int as count
    from generate_series(date_trunc('month', ${now}::timestamptz) - interval '11 months', date_trunc('month', ${now}::timestamptz), interval '1 month') m
    left join safety.glasses g on g.opened_at >= m and g.opened_at < m + interval '1 month'
   group by m order by m desc`);
