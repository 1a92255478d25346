/** The journeys' own way to the rows, for what only time or chance would do: a day that passes, an hour of quiet. */
import pg from 'pg';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export async function inDatabase(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: readFileSync(join(process.env.E2E_DATA!, 'database-url'), 'utf8').trim() });
  await client.connect();
  try {
    const { rows } = await client.query(text, values);
    // Word of it reaches the app in a moment (decision 20), and a journey's next page may be quicker.
    if (/\b(update|insert into|delete from) members\./.test(text)) await new Promise((heard) => setTimeout(heard, 100));
    return rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** Every table with these words in any of its rows. */
export async function tablesWith(words: string): Promise<string[]> {
  const tables = await inDatabase(`select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' order by 1`);
  const each = tables.map(({ name }) => `select '${String(name)}' as name where exists (select from ${String(name)} t where t::text ilike '%' || $1 || '%')`);
  return (await inDatabase(each.join(' union all '), [words])).map(({ name }) => String(name));
}

/** Whose rows they are, by the name they sign in with. */
export const memberOf = 'select k.member_id from members.keys k join members.personas p on p.member_id = k.member_id join members.faces f on f.persona_id = p.id where f.name = $1';

/** Everybody at the desk as after a night's rest: the journeys give a few people the heavy cases of weeks, and above what is enough a lane shows no more of them. */
export const restedDesk = () => inDatabase('delete from team.heavy');
