/** The demo community is for one machine alone, whenever and however it was poured in. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ownDatabase, type Own } from '#test/database';

const recognising = readFileSync('src/rooms/members/migrations/2026-11-25-the-demo-is-known-by-its-people.sql', 'utf8');
const sentence = /^This database holds the demo community.*take another DATA_DIR, or another database\.$/;
let own: Own;
let mark: typeof import('#platform/demo-mark');

beforeAll(async () => {
  process.env.TEST_SERVER_URL = process.env.DATABASE_URL;
  own = await ownDatabase('demo_marked');
  process.env.DATABASE_URL = own.url;
  mark = await import('#platform/demo-mark');
});
afterEach(() => {
  for (const name of ['ORIGIN', 'HOST']) delete process.env[name];
});
afterAll(async () => {
  await (await import('#db')).disconnect();
  await own.drop();
});

const started = (settings: Record<string, string>) => {
  Object.assign(process.env, settings);
  return mark.demoInPublic();
};
const marks = () => own.query('select 1 from platform.demo');
const joined = async (name: string, at: string, hash = 'a hash of the six ways') => {
  const id = randomUUID();
  await own.query(`insert into members.members (id) values ($1)`, [id]);
  await own.query(`insert into members.keys (member_id, sign_in_name, pass_hash) values ($1, $2, 'x')`, [id, name]);
  await own.query(`insert into members.consents (id, member_id, kind, version, text_hash, language, given_at) values ($1, $2, 'conduct', $5, $4, 'en', $3)`, [randomUUID(), id, at, hash, hash === 'demo' ? 'demo' : '1']);
};
const recognised = async () => {
  await own.query('delete from platform.demo');
  await own.query(recognising);
  const found = (await marks()).length;
  await own.query('delete from platform.demo');
  return found;
};

describe('a database without the demo community', () => {
  it('is served to others, however its real people are called', async () => {
    for (const [at, name] of ['iben', 'lee', 'fern', 'quietheron', 'ash', 'birch', 'pebble'].entries()) await joined(name, `2026-11-20T10:00:0${at}Z`);
    expect(await recognised()).toBe(0);
    expect(await started({ ORIGIN: 'https://talk.example.org' })).toEqual([]);
  });
  it('is told apart from one that was filled before there was a mark', async () => {
    await joined('once', '2026-11-20T11:00:00Z', 'demo');
    expect(await recognised(), 'a month of life').toBe(1);
    await own.query('delete from members.members');
    for (const name of ['iben', 'lee', 'fern', 'quietheron', 'ash']) await joined(name, '2026-11-20T11:00:00Z');
    expect(await recognised(), 'five who joined in one instant').toBe(1);
    await own.query('delete from members.members');
  });
});

describe('the demo community', { timeout: 120_000 }, () => {
  it('marks its database as it is poured in, and is known without its mark', async () => {
    const { fillDemo } = await import('./demo.ts');
    const { isMarked } = await import('#platform/demo-mark');
    const said: string[] = [];
    expect(await isMarked()).toBe(false);
    expect(await fillDemo(() => void said.push('filling'))).toBe(true);
    expect(await fillDemo(() => void said.push('again'))).toBe(false);
    expect([said, await isMarked()], 'filling is said where it is done, and not when tables were brought up to date').toEqual([['filling'], true]);
    expect(await marks()).toHaveLength(1);
    expect(await recognised()).toBe(1);
    for (let twice = 0; twice < 2; twice++) await own.query('set role alongside_app; select platform.mark_demo()');
    expect(await marks()).toHaveLength(1);
  });
  it('is forty people or more, sixty threads and four hundred posts, in two languages, of many lives (EDU-4)', async () => {
    const [found] = await own.query(`
      select (select count(*)::int from members.faces f where f.space = 'forum') as people, (select count(*)::int from forum.threads where space = 'forum') as threads,
             (select count(*)::int from forum.posts where space = 'forum') as posts, (select count(*)::int from forum.posts where language = 'nb') as norwegian,
             (select count(distinct tag)::int from forum.threads, unnest(tags) tag) as conditions,
             (select count(*)::int from forum.threads t join forum.boards b on b.id = t.board_id where b.code = 'meaning') as meaning,
             (select count(*)::int from forum.boards b where b.kind = 'theme' and not exists (select from forum.threads t where t.board_id = b.id)) as empty`) as [Record<string, number>];
    for (const [what, least] of Object.entries({ people: 40, threads: 60, posts: 400, norwegian: 40, conditions: 15, meaning: 3 })) expect(found[what], what).toBeGreaterThanOrEqual(least);
    expect(found.empty, 'no theme is empty').toBe(0);
  });
  it('prints how to be each of them, and each line lets its person in', async () => {
    const { signIn } = await import('#members/sign-ins');
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/demo.ts', 'people'], { env: { ...process.env, DATABASE_URL: own.url } });
    const lines = [...stdout.matchAll(/^ {2}(\S.*?) {2,}(member|host|moderator|steward|provider) +(\S.*)$/gm)].map(([, name, role, pass]) => ({ name: name!, role: role!, pass: pass! }));
    expect(lines.length).toBeGreaterThanOrEqual(40);
    expect(new Set(lines.map(({ role }) => role))).toEqual(new Set(['member', 'host', 'moderator', 'steward', 'provider']));
    for (const { name, pass } of lines) expect(await signIn(name, pass, { address: '127.0.0.1', device: 'shared', deviceWords: 'a test' }), name).toMatch(/.{20}/);
    await expect(signIn(lines[0]!.name, lines[1]!.pass, { address: '127.0.0.1', device: 'shared', deviceWords: 'a test' })).rejects.toThrow();
  });
  it('opens on this machine alone', async () => {
    for (const HOST of ['127.0.0.1', 'localhost', '::1']) expect(await started({ HOST })).toEqual([]);
  });
  it.each([{ ORIGIN: 'https://talk.example.org' }, { ORIGIN: 'http://127.0.0.1:3000' }, { HOST: '0.0.0.0' }, { HOST: '::' }])('is refused with %o in one plain sentence', async (settings) => {
    expect(await started(settings as unknown as Record<string, string>)).toEqual([expect.stringMatching(sentence)]);
  });
  it('keeps its mark from the app, which may not take it away', async () => {
    expect(await own.query(`select has_table_privilege('alongside_app', 'platform.demo', 'update, delete, truncate') as may`)).toEqual([{ may: false }]);
  });
  it('that comes to stand in an open house closes it', async () => {
    const { watchHealth } = await import('#platform/health');
    const health = watchHealth(() => own.url);
    await health.order();
    expect(health.isUp()).toBe(true);
    process.env.ORIGIN = 'https://talk.example.org';
    await health.order();
    expect(health.isUp()).toBe(false);
    await health.stop();
  });
  it('is carried on by no worker where others come in', async () => {
    const env = { ...process.env, DATABASE_URL: own.url, VAULT: 'off', ORIGIN: 'https://talk.example.org' };
    const said = await new Promise<string>((done) => execFile(process.execPath, ['src/worker.ts'], { env }, (error, out, err) => done(error ? `${error.code} ${err}` : `it worked: ${out}`)));
    expect(said).toMatch(/^1 The worker has not started:\n- This database holds the demo community/);
  });
});
