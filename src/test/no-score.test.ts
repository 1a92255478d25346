/**
 * There is no score on a person anywhere (issue 4, safety guide 1.4): no table
 * about somebody holds a number, or a level, that says how endangered they are.
 * What is rated is one text, one event, one proof; a new column has to say which.
 */
import { describe, expect } from 'vitest';
import { sql } from '#db';
import { scene } from '#test/scene';

const rated: Record<string, string> = {
  'gatherings.seats.level': 'how somebody lets others know them at one date, by their own choice',
  'members.identities.level': 'how sure a provider of identities is who somebody is',
  'members.trips.level': 'the same, on the way there',
  'members.ladders.level': 'how much a name shows, by its member’s own choice',
  'safety.cases.level': 'how soon a person looks at one text or report',
  'safety.cases.weight': 'where that case stands in the queue',
  'safety.harms.severity': 'how bad one event was, as a person judged it',
  'safety.offers.level': 'which help stands under one text, until it is put away',
  'team.heavy.level': 'how heavy one case was for the one who took it'
};

describe('a score on a person (MOD-9)', () => {
  scene('is kept nowhere: what is rated is a text, an event or a proof', async () => {
    const columns = await sql<{ name: string }>`
      select n.nspname || '.' || c.relname || '.' || a.attname as name
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname not like 'pg%' and n.nspname <> 'information_schema'
         and (c.oid = 'members.members'::regclass or exists (select from pg_attribute b where b.attrelid = c.oid and b.attname in ('member_id', 'persona_id')))
         and (a.attname ~ 'score|risk|rating|rank|severity|danger|level|weight|point|grade|heavy|likel|probab|mood' or a.atttypid in ('float4'::regtype, 'float8'::regtype, 'numeric'::regtype))
       order by 1`;
    expect(columns.map(({ name }) => name)).toEqual(Object.keys(rated).sort());
  });
});
