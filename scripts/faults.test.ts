/** What goes wrong in real life, done to the real thing: killed, starved, stopped. Needs the build. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from '#platform/postgres';
import { browser, dataFolder, forget, freePort, pause, ready, start, type Running } from '#test/running';

const dir = dataFolder('faults');
const people = ['Quiet Heron', 'Ash', 'Birch', 'Pebble'];
let house: Running;
let threads: string[];

const rows = async (text: string, values: unknown[] = [], url = readFileSync(join(dir, 'database-url'), 'utf8').trim()) => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // the database is stopped under it now and then; the query says so
  await client.connect();
  return client.query(text, values).then((result) => result.rows as Record<string, unknown>[]).finally(() => client.end());
};
const postmaster = () => Number(readFileSync(join(dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

/** Nobody may write this fast: as they go, what they wrote becomes an hour old. */
const forgetTries = () => rows(`with tries as (delete from platform.tries)
  update forum.posts set created_at = created_at - interval '1 hour' where once is not null and created_at > now() - interval '10 minutes'`).catch(() => []);

/** Letters alone: figures in a row may look like a number that shows who somebody is, and be asked about first. */
const wordOf = (once: string) => `word ${once.replace(/[^a-f]/g, '')}`;

/** Four people reply as fast as they can. Answers with what was acknowledged, and what was sent in vain. */
function writing(at: string) {
  const acknowledged: string[] = [];
  const open = new Map<string, { thread: string; person: number }>();
  let over = false;
  const write = async (person: number) => {
    const device = browser(at);
    await device.send('/sign-in?/demo', { as: people[person]!, device: 'own', next: '/today' });
    for (let answered = 0, isTime = true; !over; ) {
      if (isTime) await forgetTries();
      const once = randomUUID();
      const thread = threads[person % threads.length]!;
      open.set(once, { thread, person });
      const answer = await device.send(`/talk/t/${thread}/reply?/send`, { text: wordOf(once), once, language: 'en', sure: '1' }).catch(() => undefined);
      // While nobody answers, nobody asks the database either: a house that stops leaves it running for others.
      isTime = answer !== undefined && ++answered % 5 === 0;
      if (!answer) await pause(100);
      if (answer?.status === 303 && answer.headers.get('location')?.includes('#n')) {
        acknowledged.push(once);
        open.delete(once);
      }
    }
  };
  const writers = people.map((_, person) => write(person).catch(() => {}));
  const several = (wanted: number) => expect.poll(() => acknowledged.length, { timeout: 40_000, interval: 20 }).toBeGreaterThanOrEqual(wanted);
  return { acknowledged, open, several, end: async () => { over = true; await Promise.all(writers); } };
}

async function isAllThere(acknowledged: string[]) {
  const found = await rows(`select once, count(*)::int as times from forum.posts where once = any($1) group by once`, [acknowledged]);
  expect(found.filter(({ times }) => times !== 1)).toEqual([]);
  expect(found).toHaveLength(acknowledged.length);
}

beforeAll(async () => {
  if (!existsSync('build/handler.js')) throw new Error('Build first: npx vite build');
  house = await start(dir, { DEMO: 'on' });
  threads = (await rows(`select code from forum.threads where deleted_at is null and hidden_at is null and closed_at is null and space = 'forum' and last_at < now() - interval '1 hour' and language = 'en' order by last_at desc limit 4`)).map(({ code }) => String(code));
}, 180_000);
beforeEach(async () => {
  if (house.child.exitCode !== null || house.child.signalCode) house = await start(dir, { DEMO: 'on' });
});
afterAll(async () => {
  house.child.kill('SIGTERM');
  await house.ended;
  forget(dir);
});

describe('a post that was answered with success', () => {
  it('outlives the app being killed in the middle of it all, and an unanswered one can be sent again once', { timeout: 180_000 }, async () => {
    const load = writing(house.at);
    await load.several(40);
    house.child.kill('SIGKILL');
    await house.ended;
    await load.end();
    const began = performance.now();
    house = await start(dir, { DEMO: 'on' });
    console.log(`ready ${Math.round(performance.now() - began)} ms after being killed; ${load.acknowledged.length} posts acknowledged`);
    await isAllThere(load.acknowledged);
    const [[once, { thread, person }]] = [...load.open] as [[string, { thread: string; person: number }]];
    const device = browser(house.at);
    await device.send('/sign-in?/demo', { as: people[person]!, device: 'own', next: '/today' });
    await forgetTries();
    for (const _ of [1, 2]) expect((await device.send(`/talk/t/${thread}/reply?/send`, { text: wordOf(once), once, language: 'en', sure: '1' })).status).toBe(303);
    await isAllThere([once]);
  });

  it('outlives the database being killed, and the house mends itself without a restart', { timeout: 180_000 }, async () => {
    const load = writing(house.at);
    await load.several(40);
    process.kill(postmaster(), 'SIGKILL');
    await pause(200);
    await ready(house);
    await load.several(load.acknowledged.length + 20);
    await load.end();
    await isAllThere(load.acknowledged);
  });

  it('outlives being asked to stop, and everybody who was in is answered', { timeout: 180_000 }, async () => {
    const load = writing(house.at);
    await load.several(10);
    const began = performance.now();
    house.child.kill('SIGTERM');
    expect(await house.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    await load.end();
    expect(existsSync(join(dir, 'postgres/postmaster.pid'))).toBe(false);
    house = await start(dir, { DEMO: 'on' });
    await isAllThere(load.acknowledged);
  });
});

describe('a text room', () => {
  it('loses no line and doubles none when the house is restarted in the middle of it', { timeout: 180_000 }, async () => {
    const [room] = await rows(`select c.code, s.id from circles.circles c join circles.sessions s on s.circle_id = c.id where c.name = 'Quiet hour' and s.number = 1`);
    const { code, id } = room as { code: string; id: string };
    await rows(`update circles.sessions set slow = 0 where id = $1`, [id]);
    const signedIn = async () => {
      const device = browser(house.at);
      await device.send('/sign-in?/demo', { as: 'Quiet Heron', device: 'own', next: '/today' });
      return device;
    };
    const heard: { change: number; body: string }[] = [];
    let last = Number((await rows(`select last_change from circles.sessions where id = $1`, [id]))[0]!.last_change);
    /** As a browser does: it comes back and says what it heard last. */
    const listen = async (device: ReturnType<typeof browser>, from: string) => {
      for await (const part of device.listen(`/live/c/${code}/${id}?after=${from}`, String(last))) {
        last = Math.max(last, part.change);
        heard.push(part);
      }
    };
    const acknowledged: string[] = [];
    const from = String(last);
    const say = async (device: ReturnType<typeof browser>, once: string) => {
      const answer = await device.send(`/talk/c/${code}/live?/say`, { session: id, text: wordOf(once), once, sure: '1' }).catch(() => undefined);
      if (answer?.status === 303 && !acknowledged.includes(once)) acknowledged.push(once);
      return answer?.status === 303;
    };
    const [speaker, listener] = [await signedIn(), await signedIn()];
    const hearing = listen(listener, from).catch(() => {});
    for (let at = 0; at < 8; at++) expect(await say(speaker, randomUUID())).toBe(true);
    const cut = randomUUID();
    const sending = say(speaker, cut);
    house.child.kill('SIGKILL');
    await house.ended;
    await Promise.all([sending, hearing]);
    house = await start(dir, { DEMO: 'on', PORT: String(house.port) });
    const again = listen(listener, from).catch(() => {});
    for (const _ of [1, 2]) expect(await say(speaker, cut)).toBe(true); // sent again as nobody knew whether it went out
    for (let at = 0; at < 4; at++) expect(await say(speaker, randomUUID())).toBe(true);
    const written = await rows(`select once, number from circles.lines where session_id = $1 and once is not null order by number`, [id]);
    expect(written.map(({ once }) => once).sort()).toEqual([...acknowledged].sort());
    await expect.poll(() => heard.length, { timeout: 40_000 }).toBe(13);
    expect(heard.map(({ body }) => body)).toEqual(written.map(({ once }) => wordOf(String(once))));
    house.child.kill('SIGTERM'); // asked to stop, it lets its listeners go at once
    expect(await house.ended).toBe(0);
    await again;
  });
});

describe('a start', () => {
  it('adopts a database that outlived its app, and shares it with a second app', { timeout: 180_000 }, async () => {
    const pid = postmaster();
    house.child.kill('SIGKILL');
    await house.ended;
    house = await start(dir, { DEMO: 'on' });
    expect(postmaster()).toBe(pid);
    const second = await start(dir, { DEMO: 'on' });
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect((await fetch(`${house.at}/readyz`)).status).toBe(200);
  });

  it('is not put off by a pid file that names another process', { timeout: 180_000 }, async () => {
    house.child.kill('SIGTERM');
    await house.ended;
    writeFileSync(join(dir, 'postgres/postmaster.pid'), `${process.pid}\n${join(dir, 'postgres')}\n`);
    house = await start(dir, { DEMO: 'on' });
    expect(postmaster()).not.toBe(process.pid);
  });

  it('says in words that the port is taken, and leaves the other alone', async () => {
    const second = await start(dir, { PORT: String(house.port), DEMO: 'on' }, { wait: false });
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`Port ${house.port} is taken`);
    expect((await fetch(`${house.at}/readyz`)).status).toBe(200);
  });

  it.each([
    [{ HOST: '0.0.0.0' }, 'ORIGIN needs its public address'],
    [{ ORIGIN: 'https://talk.example.org', DEMO: 'on' }, 'for this machine alone'],
    [{ ORIGIN: 'https://talk.example.org', SECRET: 'changeme' }, 'SECRET is an example'],
    [{ ORIGIN: 'https://talk.example.org/forum' }, 'without a path'],
    [{ ORIGIN: 'https://talk.example.org', TRUST_PROXY: '1' }, 'This database holds the demo community'],
    [{ ORIGIN: 'https://talk.example.org', HOST: '0.0.0.0' }, 'take another DATA_DIR, or another database.'],
    [{ PORT: 'three' }, 'PORT is a number'],
    [{ SECRET: 'another secret than that of the first start' }, 'The database was sealed with another secret than this one: put the one from before back (SECRET, or the file DATA_DIR/secret).'],
    [{ VAULT_SECRET: 'another secret than that of the first start' }, 'The vault was sealed with another secret than this one: put the one from before back (VAULT_SECRET, or the file DATA_DIR/vault-secret).']
  ])('with %o is refused in words', async (settings, sentence) => {
    const refused = await start(dir, { PORT: String(await freePort()), ...settings } as Record<string, string>, { wait: false });
    expect(await refused.ended).toBe(1);
    expect(refused.said()).toContain(sentence);
    expect(refused.said()).not.toMatch(/\n\s+at /);
  });
});

describe('a database elsewhere that stops', () => {
  it('becomes a plain page that gives the words back; Help and Leave work; nobody has to restart anything', { timeout: 180_000 }, async () => {
    const [theirs, ours] = [dataFolder('elsewhere'), dataFolder('app')];
    let server = await launch({ dir: theirs });
    const app = await start(ours, { DATABASE_URL: server.url, DEMO: 'on' });
    await expect.poll(() => existsSync(join(ours, 'kept-help-nb.json')), { timeout: 40_000 }).toBe(true);
    const device = browser(app.at, 'nb');
    const member = browser(app.at);
    await member.send('/sign-in?/demo', { as: 'Quiet Heron', device: 'own', next: '/today' });
    const entry = { words: 'Written while the house stopped under it.', once: randomUUID() };
    const saving = member.send('/space/diary?/add', entry); // in the middle of this one
    await server.stop();
    const cut = await saving;
    const asked = await member.send('/space/diary?/add', entry);
    expect(asked.status).toBe(503);
    for (const answer of cut.status === 303 ? [asked] : [cut, asked]) expect(await answer.text()).toContain(entry.words);

    const text = 'Dette skrev jeg i natt, og det er <b>mitt</b> & blir mitt.';
    const answer = await device.send('/join', { text, name: 'Rolig Elv' });
    expect(answer.status).toBe(503);
    const page = await answer.text();
    expect(page).toContain('Vi hviler et øyeblikk');
    expect(page).toContain('Dette skrev jeg i natt, og det er &#60;b&#62;mitt&#60;/b&#62; &#38; blir mitt.');
    expect(page).toContain('action="/join"');
    expect(await (await device.send('/sign-in?/enter', { name: 'x', pass: 'my secret sentence' })).text()).not.toContain('my secret');
    const looked = await device.get('/talk');
    expect(looked.status).toBe(503);
    expect(looked.headers.get('retry-after')).toBeTruthy();
    const help = await device.get('/help');
    expect(help.status).toBe(200);
    expect(await help.text()).toMatch(/113/);
    expect((await device.get('/leave')).status).toBe(303);
    expect((await fetch(`${app.at}/healthz`)).status).toBe(200);
    expect((await fetch(`${app.at}/readyz`)).status).toBe(503);

    server = await launch({ dir: theirs });
    await ready(app);
    expect((await device.get('/')).status).toBe(200);
    for (const _ of [1, 2]) expect((await member.send('/space/diary?/add', entry)).status).toBe(303);
    expect((await (await member.get('/space/diary')).text()).split(entry.words)).toHaveLength(2);
    app.child.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    await server.stop();
    for (const folder of [theirs, ours]) forget(folder);
  });

  it('is waited for when it is not there yet at the start', { timeout: 180_000 }, async () => {
    const [theirs, ours] = [dataFolder('elsewhere'), dataFolder('app')];
    const { url, stop } = await launch({ dir: theirs });
    await stop();
    const app = await start(ours, { DATABASE_URL: url }, { wait: false });
    await expect.poll(() => fetch(app.at).then((answer) => answer.status, () => 0), { timeout: 40_000 }).toBe(503);
    expect(await (await fetch(`${app.at}/help`)).text()).toContain('112');
    const server = await launch({ dir: theirs });
    await ready(app);
    app.child.kill('SIGTERM');
    await app.ended;
    await server.stop();
    for (const folder of [theirs, ours]) forget(folder);
  });
});

const canMount = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    const probe = dataFolder('mount');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    forget(probe);
    return true;
  } catch {
    return false;
  }
})();

describe('a full disk', () => {
  it.skipIf(!canMount)(`becomes a plain page that gives the words back, and nothing is half saved${canMount ? '' : ' (skipped: this account may not mount a small disk)'}`, { timeout: 180_000 }, async () => {
    const small = dataFolder('small');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=190m', 'tmpfs', small]);
    try {
      const app = await start(small, { DEMO: 'on' });
      const url = readFileSync(join(small, 'database-url'), 'utf8').trim();
      const device = browser(app.at);
      await device.send('/sign-in?/demo', { as: 'Quiet Heron', device: 'own', next: '/today' });
      const [{ code }] = await rows('select code from forum.threads where deleted_at is null limit 1', [], url) as [{ code: string }];
      const path = `/talk/t/${code}/reply?/send`;
      mkdirSync(join(small, 'filling'));
      try { for (let at = 0; ; at++) writeFileSync(join(small, 'filling', String(at)), Buffer.alloc(at < 200 ? 1_000_000 : 4_096, 1)); } catch { /* full */ }
      let answer: Response | undefined;
      let once = '';
      for (let tries = 0; tries < 400 && answer?.status !== 503; tries++) {
        once = randomUUID();
        if (tries % 5 === 0) await rows('delete from platform.tries', [], url).catch(() => []);
        answer = await device.send(path, { text: `word ${once} ${'and much more of it '.repeat(400)}`, once, language: 'en', sure: '1' });
      }
      expect(answer?.status).toBe(503);
      const page = await answer!.text();
      expect(page).toContain(once);
      expect(page).toMatch(/There is no room left|We are resting for a moment/);
      execFileSync('rm', ['-r', join(small, 'filling')]);
      await ready(app);
      expect(await rows(`select count(*)::int as posts, max(t.last_number) as last from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = $1`, [code], url))
        .toEqual(await rows(`select max(p.number) as posts, max(p.number) as last from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = $1`, [code], url));
      await rows('delete from platform.tries', [], url);
      expect((await device.send(path, { text: wordOf(once), once, language: 'en', sure: '1' })).status).toBe(303);
      app.child.kill('SIGTERM');
      await app.ended;
    } finally {
      await pause(300);
      execFileSync('umount', ['-l', small]);
      forget(small);
    }
  });
});
