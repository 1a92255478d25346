/** The journeys' own way to the rows, for what only time or chance would do: a day that passes, an hour of quiet. */
import pg from 'pg';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export async function inDatabase(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: readFileSync(join(process.env.E2E_DATA!, 'database-url'), 'utf8').trim() });
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** Whose rows they are, by the name they sign in with. */
export const memberOf = 'select k.member_id from members.keys k join members.personas p on p.member_id = k.member_id join members.faces f on f.persona_id = p.id where f.name = $1';

/** Everybody at the desk as after a night's rest: the journeys give a few people the heavy cases of weeks, and above what is enough a lane shows no more of them. */
export const restedDesk = () => inDatabase('delete from team.heavy');
