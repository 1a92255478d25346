/** Hours in which somebody was really here: clocked in, counted once however many were here together. In `asHouse`. */
import { sql } from '#db';

export async function staffed(from: Date, to: Date): Promise<number> {
  const [row] = await sql<{ hours: number }>`
    select coalesce(round(sum(extract(epoch from upper(r) - lower(r))) / 3600), 0)::int as hours
      from (select unnest(range_agg(tstzrange(greatest(in_at, ${from}), least(coalesce(out_at, until_at), until_at, ${to}, now())))) as r
              from house.clockings
             where in_at < ${to} and least(coalesce(out_at, until_at), until_at) > ${from}
               and greatest(in_at, ${from}) < least(coalesce(out_at, until_at), until_at, ${to}, now())) s`;
  return row!.hours;
}
