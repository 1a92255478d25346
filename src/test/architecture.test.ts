/** The walls of the house. A failure is a sentence. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importsOf, longLived, roomOf, sources, statementsOf, wrongImports, wrongTables } from '#test/walls';

const house = sources();
const inRooms = house.filter(({ path }) => path.startsWith('src/rooms/'));
/** The demo community is poured in from above the rooms; it alone may name several schemas. */
const pouring = ['src/demo.ts', 'src/worker.ts'];

describe('the walls', () => {
  it('let rooms enter only what lies below them', () => {
    expect(house.flatMap(wrongImports)).toEqual([]);
  });
  it('let a statement name only its own room and members', () => {
    expect(house.filter(({ path }) => !pouring.includes(path)).flatMap(statementsOf).flatMap(wrongTables)).toEqual([]);
  });
  it('keep components away from the database', () => {
    const wrong = house.filter(({ path }) => path.endsWith('.svelte')).flatMap((source) =>
      importsOf(source).filter(({ from, isType }) => !isType && (from === '#db' || from.includes('.server'))).map(({ from }) => `${source.path} imports ${from}`));
    expect(wrong).toEqual([]);
  });
  it('hold a closed list of things in a room', () => {
    const known = /^src\/rooms\/[a-z]+\/([a-z-]+(\.test)?\.ts|parts\/[A-Z][A-Za-z]+\.svelte)$/;
    expect(inRooms.filter(({ path }) => !known.test(path)).map(({ path }) => path)).toEqual([]);
    for (const room of readdirSync('src/rooms')) expect(existsSync(`src/rooms/${room}/README.md`), `${room} has a README.md`).toBe(true);
  });
  it('have no drawers for odds and ends', () => {
    expect(house.filter(({ path }) => /\/(utils|helpers|common|services|types)(\/|\.ts)|\/index\.ts$/.test(path) && !path.startsWith('src/service-worker/')).map(({ path }) => path)).toEqual([]);
  });
  it('stand without `any` and without inline style', () => {
    expect(house.filter(({ path, text }) => !path.endsWith('.test.ts') && /(:|as|<)\s*any\b/.test(text)).map(({ path }) => path)).toEqual([]);
    expect(house.filter(({ path, text }) => path.endsWith('.svelte') && /\sstyle[=:]/.test(text.replace(/<style[\s\S]*?<\/style>/g, ''))).map(({ path }) => path)).toEqual([]);
  });
  it('let what a page brought go with it: no function is written straight into a property', () => {
    expect(house.filter(({ path }) => !/\.test\.ts$|^src\/test\//.test(path)).flatMap(longLived)).toEqual([]);
    for (const text of ['asked.done = (rows) => rows', 'this.next ??= async () => 1', 'all[name] = function () {}', 'res.end = ((chunk: string) => chunk) as End']) expect(longLived({ path: '', text }), text).toHaveLength(1);
    for (const text of ['const done = (rows) => rows', 'one.done = done', 'one.isLate = (a ?? b) > c', 'Object.assign(one, { done: () => 1 })', 'type End = { of: (one: string) => void }']) expect(longLived({ path: '', text }), text).toEqual([]);
  });
  it('let nobody make a way of writing days, numbers or lists for one page: it is kept', () => {
    const keepers = ['src/platform/formats.ts', 'src/ui/when.ts', 'src/rooms/toolbox/person-rules.ts', 'src/rooms/forum/when-rules.ts', 'src/rooms/house/duty-rules.ts', 'src/rooms/safety/help.ts'];
    const makes = house.filter(({ path, text }) => !/\.test\.ts$|\/islands\//.test(path) && /new Intl\.|toLocale(Date|Time)?String\(/.test(text));
    expect(makes.map(({ path }) => path).filter((path) => !keepers.includes(path))).toEqual([]);
  });
  it('notice a wrong import and a wrong table', () => {
    expect(wrongImports({ path: 'src/rooms/forum/x.ts', text: `import * as a from '#safety/reports';` })).toHaveLength(1);
    expect(wrongImports({ path: 'src/rooms/safety/x.ts', text: `import { sql } from '#platform/vault.server';` })).toHaveLength(1);
    expect(wrongImports({ path: 'src/platform/x.ts', text: `import { a } from '#members/members';` })).toHaveLength(1);
    expect(statementsOf({ path: 'src/rooms/forum/x.ts', text: 'await sql<{ a: Map<string, string> }>`select 1 from notices.notices where id = ${f(`x${1}`)} and b = ${2}`' }).flatMap(wrongTables)).toHaveLength(1);
    expect(statementsOf({ path: 'src/rooms/forum/x.ts', text: 'await sql`select platform.announce(name, data) from platform.events`' }).flatMap(wrongTables)).toHaveLength(1);
    expect(statementsOf({ path: 'src/rooms/forum/x.ts', text: 'await sql`select platform.announce(name, data)`' }).flatMap(wrongTables)).toEqual([]);
  });
});

describe('every statement', () => {
  let community: pg.Client;
  let vault: pg.Client;
  beforeAll(async () => {
    community = new pg.Client({ connectionString: process.env.DATABASE_URL, options: '-c role=alongside_app' });
    vault = new pg.Client({ connectionString: process.env.VAULT_URL });
    await Promise.all([community.connect(), vault.connect()]);
  });
  afterAll(() => Promise.all([community.end(), vault.end()]));
  it('is understood by the migrated database it is for, as the app’s own role there', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const { path, text } of house.filter((source) => roomOf(source.path) !== 'test' && !source.path.endsWith('.test.ts')).flatMap(statementsOf)) {
      try {
        await (roomOf(path) === 'vault' ? vault : community).query(`prepare asked_${++asked} as ${text}`);
      } catch (error) {
        wrong.push(`${path}: ${(error as Error).message} in ${text.trim().slice(0, 80)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(20);
  });
  it('finds the post it reads for the desk by its own index: a reply does not walk through all posts (MOD-9)', async () => {
    const reading = statementsOf(house.find(({ path }) => path === 'src/rooms/forum/assessable.ts')!)[0]!;
    // In a house with a handful of posts walking is quicker: it is forbidden here, so what is left says what the statement can do.
    await community.query(`begin; set local enable_seqscan = off; set local enable_bitmapscan = off`);
    const { rows } = await community.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${reading.text}`);
    await community.query('rollback');
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Scan using posts_pkey on posts p\b[^\n]*\n\s+Index Cond: \(id = /);
  });
});

describe('words', () => {
  const rooms = [...readdirSync('src/rooms').map((room) => `src/rooms/${room}/words`), 'src/ui/words', 'src/routes/words'].filter((folder) => existsSync(folder));
  const read = (folder: string, language: string) => JSON.parse(readFileSync(`${folder}/${language}.json`, 'utf8')) as Record<string, string>;
  it.each(rooms)('%s say the same things in every language', (folder) => {
    expect(Object.keys(read(folder, 'nb')).sort()).toEqual(Object.keys(read(folder, 'en')).sort());
  });
  it.each(rooms)('%s keep their values in every language', (folder) => {
    // A value may be said twice in one language and once in the other.
    const values = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((hit) => hit[1]))].sort();
    const [en, nb] = [read(folder, 'en'), read(folder, 'nb')];
    expect(Object.keys(en).filter((key) => values(en[key]!).join() !== values(nb[key] ?? '').join())).toEqual([]);
  });
});

describe('row-level security', () => {
  it('stands on every table with a member in it', async () => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    const { rows } = await client.query<{ table: string }>(`
      select distinct c.table_schema || '.' || c.table_name as table
        from information_schema.columns c
        join pg_class t on t.relname = c.table_name and t.relnamespace = c.table_schema::regnamespace
       where c.column_name in ('member_id', 'reporter_id') and t.relkind = 'r' and not t.relrowsecurity
         and c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss')`);
    await client.end();
    expect(rows).toEqual([]);
  });
  it('is asked aside only where the house acts', () => {
    const may = [
      /\.test\.ts$|^src\/(demo|worker)\.ts$|^src\/(test|platform|rooms\/(members|safety|notices|team))\//,
      /\/(reactors|clock|events)\.ts$/,
      /^src\/rooms\/care\/(answering|codes|invitations|organisations|providers|seed)\.ts$/,
      /^src\/rooms\/circles\/(circles|concerning|feed|holds|letting-go|seats|tables)\.ts$/,
      /^src\/rooms\/forum\/(answered|drafts|kept-back|places|seed|waiting)\.ts$/,
      /^src\/rooms\/gatherings\/(afters|calendars|figures|hearers|hosting|inviting|pairs|plans|resting|seats|seed)\.ts$/,
      /^src\/rooms\/learning\/proposals\.ts$/,
      /^src\/rooms\/house\/(clockings|presence|rota|unknown-names)\.ts$/,
      /^src\/rooms\/messages\/(keys|overdue|seed)\.ts$/
    ];
    expect(house.filter(({ path, text }) => /\basHouse\(/.test(text) && !may.some((one) => one.test(path))).map(({ path }) => `${path} (${roomOf(path)}) steps around row-level security`)).toEqual([]);
  });
});

describe('the glass before the vault', () => {
  it('is broken by one file', () => {
    const breaks = house.filter(({ path, text }) => !path.endsWith('.test.ts') && /\bas (unknown as )?(\w+\.)?BrokenGlass\b/.test(text)).map(({ path }) => path);
    expect(breaks.filter((path) => path !== 'src/rooms/safety/break-glass.ts' && path !== 'src/rooms/vault/vault.ts')).toEqual([]);
  });
  it('stands between every other room and what the vault opens', () => {
    const openers = house.filter(({ path, text }) => !path.startsWith('src/rooms/vault/') && /\bvault\.open\(/.test(text)).map(({ path }) => path);
    expect(openers.filter((path) => !path.startsWith('src/rooms/safety/'))).toEqual([]);
  });
});

describe('refusals', () => {
  it('have their words', () => {
    const named = house.flatMap(({ path, text }) => path.endsWith('.test.ts') ? [] : [...text.matchAll(/\brefuse\(\s*'([a-z]+)\.([A-Za-z.]+)'/g)].map((hit) => [path, hit[1]!, hit[2]!] as const));
    const folder = (room: string) => (room === 'ui' ? 'src/ui/words' : room === 'pages' ? 'src/routes/words' : room === 'platform' ? 'src/platform/words' : `src/rooms/${room}/words`);
    const said = (room: string) => Object.keys(JSON.parse(readFileSync(`${folder(room)}/en.json`, 'utf8')) as object).map((key) => key.replace(/_(one|other)$/, ''));
    expect(named.filter(([, room, key]) => !said(room).includes(key)).map(([path, room, key]) => `${path}: no words for ${room}.${key}`)).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });
});
