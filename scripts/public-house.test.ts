/**
 * A house others can reach, as it starts: empty, and closed until its operator
 * has said who they are. Served for real behind a public address, which no
 * journey does. Needs the build. (GOV-2, ID-1)
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { book } from '#platform/words';
import { isRequired, sayings, type Name } from '#house/saying-rules';
import { browser, dataFolder, forget, freePort, start, type Running } from '#test/running';

const origin = 'https://talk.example.org';
const dir = dataFolder('public');
let house: Running;
let metrics: number;
const visitor = (language = 'en') => browser(house.at, language, origin);

/** A command as whoever runs the machine types it; what it says, and how it ended. */
const command = (...typed: string[]) => new Promise<{ said: string; code: number }>((done) => {
  const env = { ...process.env, DATABASE_URL: '', VAULT_URL: '', SECRET: '', NODE_ENV: 'production', DATA_DIR: dir, ORIGIN: origin, DEMO: 'off', npm_config_loglevel: 'error' };
  execFile('npm', ['run', '--silent', ...typed], { env }, (error, out, err) => done({ said: out + err, code: Number(error?.code ?? 0) }));
});

beforeAll(async () => {
  if (!existsSync('build/handler.js')) throw new Error('Build first: npx vite build');
  metrics = await freePort();
  house = await start(dir, { ORIGIN: origin, DEMO: 'off', MIGRATE: 'start', METRICS_PORT: String(metrics) });
}, 180_000);
afterAll(async () => {
  house.child.kill('SIGTERM');
  await house.ended;
  forget(dir);
});

describe('a public house whose operator has said nothing yet', () => {
  it.each(['/', '/look'])('draws a closed door at %s that names what is missing, in both languages (GOV-2)', async (path) => {
    for (const language of ['en', 'nb'] as const) {
      const t = book(language, 'house');
      const answer = await visitor(language).get(path);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain(t('closed.title'));
      const required = (Object.keys(sayings) as Name[]).filter(isRequired);
      expect(required.length).toBeGreaterThan(5);
      for (const name of [...required, 'phone' as const]) expect(page, name).toContain(`<li>${t(`saying.${name}`)}</li>`);
      expect(page).not.toContain('href="/join"');
    }
  });

  it('lets nobody join, whatever is sent (GOV-2)', async () => {
    const device = visitor();
    expect(await (await device.get('/join')).text()).not.toContain('name="website"');
    const answer = await device.send('/join?/join', { name: 'Tidlig Ute', own: 'five words that let in', device: 'own', adult: 'on', keepName: 'on', next: '' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/join']);
    expect(answer.headers.getSetCookie().join()).not.toContain('session');
  });

  it('has no page for those who build, and no demo people', async () => {
    expect((await visitor().get('/style')).status).toBe(404);
    expect((await visitor().send('/sign-in?/demo', { as: 'Quiet Heron', device: 'own', next: '/today' })).headers.getSetCookie()).toEqual([]);
    expect(await (await visitor().get('/sign-in')).text()).not.toContain('?/demo');
  });
});

describe('what a public house says with every answer', () => {
  it('is that browsers come by TLS alone: pages, files, forms and refusals (SEC)', async () => {
    const file = /\/_app\/immutable\/[^"]+\.css/.exec(await (await visitor().get('/')).text())![0];
    for (const path of ['/', '/help', '/join', '/nowhere', '/today', file]) {
      expect((await visitor().get(path)).headers.get('strict-transport-security'), path).toMatch(/^max-age=(\d{8,}); includeSubDomains$/);
    }
    expect((await visitor().send('/menu?/language', { language: 'nb' })).headers.get('strict-transport-security')).toBeTruthy();
  });

  it('is that no script runs but a file of its own: none inside a page, whatever it carries (SEC)', async () => {
    for (const path of ['/', '/join', '/help', '/nowhere']) {
      const policy = (await visitor().get(path)).headers.get('content-security-policy')!.split(';').map((part) => part.trim());
      expect(policy, path).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]));
      expect(policy.join(), path).not.toMatch(/nonce|unsafe|sha\d|https?:|\*/);
    }
  });

  it('in its cookies is that they are kept for this very host, and no script reads them (SEC)', async () => {
    const [cookie, ...more] = (await visitor().send('/menu?/language', { language: 'nb', next: '/menu' })).headers.getSetCookie();
    expect(more).toEqual([]);
    isKept(cookie!, 'language');
  });

  it('is that a form comes from its own pages: not from its own machine under another name (SEC)', async () => {
    for (const from of [house.at, 'http://talk.example.org', 'https://elsewhere.example']) {
      expect((await browser(house.at, 'en', from).send('/menu?/language', { language: 'nb' })).status, from).toBe(403);
    }
  });
});

/** `__Host-` holds in a browser only with all of these, and without a domain. */
function isKept(line: string, name: string) {
  const [pair, ...flags] = line.split(/;\s*/);
  expect(pair).toMatch(new RegExp(`^__Host-${name}=.+`));
  expect(flags).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']));
  expect(line).not.toMatch(/domain=/i);
}

describe('`npm run steward`', () => {
  it('prints a link to the public address that lets one person in through closed doors, once (GOV-2)', async () => {
    const { said, code } = await command('steward');
    expect(code).toBe(0);
    const [, path] = /https:\/\/talk\.example\.org(\/invite\/[\w-]{43})\n/.exec(said)!;
    const device = visitor();
    expect(await (await device.get(path!)).text()).toContain(`/join?next=${encodeURIComponent(path!)}`);
    const form = await (await device.get(`/join?next=${path}`)).text();
    expect(form, 'the form of the page is there for whoever was invited').toContain('name="website"');
    const joined = await device.send('/join?/join', { name: 'Sju Tak', own: 'five quiet words let in', device: 'own', adult: 'on', keepName: 'on', next: path! });
    expect(joined.status).toBe(200);
    const session = joined.headers.getSetCookie().find((line) => line.includes('session='))!;
    isKept(session, 'session');
    expect(session).not.toContain('Sju');
    const taken = await device.send(path!, {});
    expect([taken.status, taken.headers.get('location')]).toEqual([303, `/sign-in/second?next=${encodeURIComponent('/desk/admin')}`]);
    expect((await visitor().get(path!)).status, 'it works once').toBe(404);
    const out = (await device.send('/sign-out', {})).headers.getSetCookie();
    expect(out.map((line) => /^__Host-\w+(?==.*; Secure)/.exec(line)?.[0])).toEqual(['__Host-session', '__Host-left']);
  });

  it('makes no second one unless it is meant', async () => {
    const again = await command('steward');
    expect([again.code, again.said]).toEqual([1, expect.stringContaining('npm run steward -- --another')]);
    expect((await command('steward', '--', '--another')).said).toMatch(/\/invite\/[\w-]{43}\n/);
  });
});

describe('/metrics', () => {
  it('is on a port of its own, counts routes and says nothing of anybody; the pages do not have it', async () => {
    await visitor().get('/help?someone@example.org');
    const answer = await fetch(`http://127.0.0.1:${metrics}/metrics`);
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    const text = await answer.text();
    expect(text).toMatch(/^alongside_http_request_duration_ms_count\{method="GET",route="[^"]*help[^"]*",status="2xx"\} \d+$/m);
    for (const figure of ['database_up 1', 'outbox_oldest_seconds \\d', 'alarms_unseen \\d', 'process_resident_memory_bytes \\d']) expect(text).toMatch(new RegExp(`^alongside_${figure}`, 'm'));
    for (const line of text.trim().split('\n')) expect(line).toMatch(/^(# TYPE alongside_\w+ (gauge|counter|histogram)|alongside_\w+(\{[\w="/().[\],+-]*\})? -?[\d.]+)$/);
    expect(text).not.toMatch(/example\.org|Sju|invite\/[\w-]{20}/);
    expect((await fetch(`http://127.0.0.1:${metrics}/`)).status).toBe(404);
    expect((await visitor().get('/metrics')).status).toBe(404);
  });
});
