/**
 * Names in the hours that were typed which nobody with a role here has.
 *
 * They promise members nothing, and the rota page names them. Whoever reads
 * that page seldom would not know: so the stewards hear of each such name once,
 * and no more of it when it is known or taken out. [MOD-11]
 */
import { createHash } from 'node:crypto';
import { asHouse, sql } from '#db';
import { announce } from '#platform/events';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import { foldName } from '#members/name-rules';

const markOf = (name: string) => createHash('sha256').update(foldName(name)).digest('base64url').slice(0, 22);

/** Looks, by what is so now and not by what this process keeps. In the clock. */
export async function sweep(): Promise<void> {
  sayings.forget();
  presence.forget();
  const { unknown } = await presence.typed();
  const marks = unknown.map(markOf);
  await asHouse(async () => {
    const gone = await sql`delete from house.unknown_names where mark <> all(${marks}::text[]) returning mark`;
    const fresh = await sql`insert into house.unknown_names (mark) select distinct m from unnest(${marks}::text[]) as m on conflict do nothing returning mark`;
    if (fresh.length) await announce('house.hours.unknown', {});
    else if (gone.length && !marks.length) await announce('house.hours.known', {});
  });
}
