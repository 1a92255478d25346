/** Demo life: made-up places in made-up towns, one of them long unchecked so that the warning can be seen. In `asHouse`. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from '#db';
import { root } from '#platform/config';
import type { Place } from '#learning/place-rules';

export async function fill(): Promise<void> {
  const places = JSON.parse(readFileSync(join(root, 'demo/local.json'), 'utf8')) as (Place & { checkedDaysAgo: number })[];
  for (const { kind, name, about, area, gettingIn, phone, web, language, checkedDaysAgo } of places) {
    await sql`
      insert into learning.places (id, kind, name, about, area, getting_in, phone, web, language, checked_on)
      values (${randomUUID()}, ${kind}, ${name}, ${about}, ${area}, ${gettingIn}, ${phone}, ${web}, ${language}, current_date - ${checkedDaysAgo}::int)`;
  }
}
