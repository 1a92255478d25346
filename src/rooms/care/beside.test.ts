/** Beside the community, never in it: asked of every table there is, so that a new one is asked, too (MSG-4, NEW-7). */
import { describe, expect, it } from 'vitest';
import pg from 'pg';
import { asHouse, sql } from '#db';
import { today } from '#test/cast';
import { scene } from '#test/scene';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import * as ties from '#care/ties';

/** What somebody at work may see a row of: their own way in, their own desk, and what says nothing of anybody. */
const theirs = /^(members\.(members|keys|work_accounts|sessions|settings|second_factors|passkeys|identities|codes|recoveries)|care\.(organisations|providers|batches|ties))$/;

describe('somebody at work', () => {
  it('reads no row of a member in any table, whatever statement they find', async () => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    try {
      const { rows: accounts } = await client.query<{ id: string }>(`select member_id as id from members.work_accounts where name in ('Sol Berg', 'Vera Lund')`);
      const { rows: tables } = await client.query<{ name: string }>(`
        select c.relnamespace::regnamespace || '.' || c.relname as name from pg_class c
         where c.relkind = 'r' and c.relrowsecurity and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pgboss')`);
      expect(accounts).toHaveLength(2); // others may be at work in another file’s race at this moment
      expect(tables.length).toBeGreaterThan(60);
      const seen: string[] = [];
      for (const { id } of accounts) {
        await client.query('begin; set local role alongside_app');
        await client.query(`select set_config('app.asker', $1, true)`, [id]);
        for (const { name } of tables.filter((table) => !theirs.test(table.name))) {
          await client.query('savepoint one');
          const found = await client.query<{ count: number }>(`select count(*)::int as count from ${name}`).catch(() => undefined); // not even readable is fine
          await client.query(found ? 'release savepoint one' : 'rollback to savepoint one');
          if (found?.rows[0]!.count) seen.push(`${name}: ${found.rows[0]!.count}`);
        }
        const [own] = (await client.query<{ count: number }>(`select count(*)::int as count from members.members`)).rows;
        expect(own!.count, 'their own row and no other').toBe(1);
        await client.query('rollback');
      }
      expect(seen).toEqual([]);
    } finally {
      await client.end();
    }
  });
  scene('keeps nothing of a member who has left for good', async ({ ada, sol }) => {
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    await grants.open(sol, tie, await grants.give(ada, tie, { kind: 'plan' }, today()));
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    expect(await ties.people(sol)).toEqual([]);
    expect(await openings.own(sol)).toEqual([]);
  });
});
