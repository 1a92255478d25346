import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { asking, asHouse, sql } from '#db';

type Asker = { asker: string };
const who = () => sql<Asker>`select current_setting('app.asker', true) as asker`;
const asker = async (rows: Promise<Asker[]>) => (await rows)[0]!.asker;

describe('a statement and who asks, as one message', () => {
  it('knows its own asker, however many ask at once on however few connections, and leaves none behind', async () => {
    const ids = Array.from({ length: 300 }, () => randomUUID());
    const said = await Promise.all(ids.map(async (id, n) => {
      if (n % 5 === 0) return asker(asking({ id }, async () => { await who(); return who(); })); // a transaction of its own
      if (n % 7 === 0) return asker(asHouse(who)).then((house) => (house === 'house' ? id : house));
      if (n % 11 === 0) return asker(who()).then((nobody) => nobody || id);
      return asker(asking({ id }, who));
    }));
    expect(said).toEqual(ids);
  });
  it('answers the second time as the first: columns, kinds, nothing, and no rows at all', async () => {
    const id = randomUUID();
    const things = (n: number) => sql`select n, array[n, 2] as two_numbers, null as nothing, now() as at, '{"a":1}'::jsonb as json from generate_series(1, ${n}::int) n`;
    const ways = [(n: number) => asking({ id }, () => things(n)), things, (n: number) => asking({ id }, async () => { await things(1); return things(n); })];
    for (let turn = 0; turn < 90; turn++) {
      const rows = await ways[turn % ways.length]!(turn % 4);
      expect(rows).toHaveLength(turn % 4);
      if (rows.length) expect(rows[0]).toEqual({ n: 1, twoNumbers: [1, 2], nothing: null, at: expect.any(Date), json: { a: 1 } });
      expect(await asking({ id }, () => sql`delete from platform.tries where what = 'nothing like it'`)).toEqual([]);
    }
  });
  it('may be given little time, and the next one has its own again', async () => {
    const id = randomUUID();
    const waiting = (seconds: number) => sql`select pg_sleep(${seconds}::float)`;
    const limit = async () => (await asking({ id }, () => sql<{ is: string }>`select current_setting('statement_timeout') as is`))[0]!.is;
    for (let turn = 0; turn < 3; turn++) {
      await expect(asking({ id }, () => waiting(5), 50)).rejects.toMatchObject({ code: '57014' });
      await expect(asking({ id }, async () => { await waiting(0); await waiting(5); }, 50)).rejects.toMatchObject({ code: '57014' });
      expect(await asking({ id }, () => waiting(0), 2_000)).toHaveLength(1);
      expect(await limit()).toBe('15s');
    }
  });
  it('that fails takes nothing along: the next one on its connection has its own asker and its own rows', async () => {
    const id = randomUUID();
    for (let turn = 0; turn < 30; turn++) {
      await expect(asking({ id }, () => sql`select 1 / ${turn - turn}::int as never`)).rejects.toMatchObject({ code: '22012' });
      const other = randomUUID();
      expect(await asker(asking({ id: other }, who))).toBe(other);
      expect(await asker(who())).toBe('');
    }
  });
  it('is answered when it is kept, and not before: one that is turned down at its very end has failed, and left nothing', async () => {
    const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await owner.connect();
    await owner.query(`create table platform.kept_at_the_end (one int unique deferrable initially deferred); grant select, insert on platform.kept_at_the_end to alongside_app`);
    try {
      const id = randomUUID();
      const keep = (one: number) => asking({ id }, () => sql<{ one: number }>`insert into platform.kept_at_the_end values (${one}) returning one`);
      for (let turn = 0; turn < 20; turn++) {
        expect(await keep(turn)).toEqual([{ one: turn }]);
        await expect(keep(turn)).rejects.toMatchObject({ code: '23505' });
        expect((await owner.query(`select count(*)::int as kept from platform.kept_at_the_end`)).rows).toEqual([{ kept: turn + 1 }]); // seen by others at once
      }
    } finally {
      await owner.query(`drop table platform.kept_at_the_end`);
      await owner.end();
    }
  });
});
