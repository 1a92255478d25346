import { readFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mayWait } from '#platform/busy';
import { pack, packingFor } from '#platform/compress';
import { asLine, told } from '#platform/log';
import { countAnswer, metricsText } from '#platform/metrics';
import { languageOfRequest, troublePage, typedIn, type Trouble } from '#platform/plain-pages';
import { serve, type House } from '#platform/serving';
import { settingsTable, wrongSettings } from '#platform/settings-check';
import { sayHelp, sayKnown, troubleOf } from '#platform/trouble';

describe('the guide for hosting', () => {
  it('has the table of settings as the code has it (npm run config:table)', () => {
    expect(readFileSync('docs/self-hosting.md', 'utf8')).toContain(settingsTable());
  });
});

describe('plain pages', () => {
  const troubles: Trouble[] = ['busy', 'pictures', 'lost', 'full', 'fault', 'large', 'odd', 'late', 'gone', 'goneHard'];
  it.each(troubles)('say "%s" in both languages, with the ways out and nothing to fetch', (trouble) => {
    for (const language of ['en', 'nb']) {
      const page = troublePage(trouble, language);
      expect(page).toContain('href="/help"');
      expect(page).toContain('href="/leave"');
      expect(page).not.toMatch(/undefined|\{\{|src=|<link|<script/);
    }
    expect(troublePage(trouble, 'en')).not.toBe(troublePage(trouble, 'nb'));
  });
  it('give back what was typed, harmless, and never a secret', async () => {
    const form = (fields: Record<string, string>) => typedIn('/talk/new?/send', 'application/x-www-form-urlencoded', Buffer.from(new URLSearchParams(fields).toString()));
    const page = troublePage('lost', 'en', await form({ text: '</textarea><script>alert(1)</script>\n"quoted" & more', once: 'o"1' }));
    expect(page).not.toContain('<script>');
    expect(page).toContain('&#60;/textarea&#62;&#60;script&#62;');
    expect(page).toContain('name="once" value="o&#34;1"');
    expect(await form({ name: 'x', pass: 'sentence' })).toBeUndefined();
    expect(await form({ code: '123 456' })).toBeUndefined();
    expect((await form({ code: 'abc234', text: 't' }))?.fields).toHaveLength(2);
    expect(await typedIn('/x', 'text/plain', Buffer.from('a=1'))).toBeUndefined();
    expect(await typedIn('/x', 'multipart/form-data; boundary=x', Buffer.from('broken'))).toBeUndefined();
  });
  it('speak the language of the cookie, else of the browser', () => {
    expect(languageOfRequest({ cookie: 'a=b; __Host-language=nb', 'accept-language': 'en' })).toBe('nb');
    expect(languageOfRequest({ 'accept-language': 'nn-NO,en;q=0.5' })).toBe('nb');
    expect(languageOfRequest({})).toBe('en');
  });
});

describe('trouble', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'lost'], [{ code: '57P01' }, 'lost'], [{ code: '08006' }, 'lost'], [{ code: 'ENOENT', syscall: 'connect' }, 'lost'],
    [new Error('Connection terminated unexpectedly'), 'lost'], [new Error('Connection terminated due to connection timeout'), 'lost'], [new Error('timeout exceeded when trying to connect'), 'busy'], [new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), 'lost'],
    [{ code: '53100' }, 'full'], [{ code: 'ENOSPC' }, 'full'], [{ code: 'ENOENT', syscall: 'open' }, 'fault'], [{ code: '23505' }, 'fault'], [undefined, 'fault'], ['text', 'fault']
  ])('%o is told apart as %s', (error, trouble) => expect(troubleOf(error)).toBe(trouble));
});

describe('the log and the figures', () => {
  it('drop what is not plain, and what an error says', () => {
    expect(asLine('info', 'x', { a: 1, b: { name: 'Ada' } as never })).not.toContain('Ada');
    const error = Object.assign(new Error('duplicate key value:\nat home with Ada Lovelace'), { code: '23505', detail: 'Ada' });
    expect(JSON.stringify(told(error))).not.toContain('Ada');
  });
  it('are text that Prometheus reads', () => {
    countAnswer('/talk/t/[code]', 'GET', 200, 12);
    const text = metricsText({ database_up: 1 });
    expect(text).toContain('alongside_http_request_duration_ms_bucket{method="GET",route="/talk/t/[code]",status="2xx",le="25"} 1');
    expect(text).toContain('alongside_http_request_duration_ms_bucket{method="GET",route="/talk/t/[code]",status="2xx",le="10"} 0');
    for (const line of text.trim().split('\n')) expect(line).toMatch(/^(# TYPE alongside_\w+ (counter|gauge|histogram)|alongside_\w+(\{[^}]*\})? -?[\d.e+]+)$/);
  });
});

describe('packing', () => {
  it.each([['gzip, deflate, br, zstd', 'zstd'], ['gzip', 'gzip'], ['zstd;q=0, gzip;q=0.5', 'gzip'], ['gzip, br', 'br'], ['deflate', undefined], ['', undefined], [undefined, undefined]] as const)(
    'for %o is %o', (accepts, packing) => expect(packingFor(accepts)).toBe(packing));
  it('can be unpacked', () => {
    const body = Buffer.from('word '.repeat(1000));
    expect(gunzipSync(pack.gzip(body))).toEqual(body);
    expect(brotliDecompressSync(pack.br(body))).toEqual(body);
    expect(zstdDecompressSync(pack.zstd(body))).toEqual(body);
  });
});

describe('settings', () => {
  it('as they come are right, and Help is never made to wait', () => {
    expect(wrongSettings()).toEqual([]);
    expect(['/help', '/leave', '/help/', '/report/x'].map(mayWait)).toEqual([false, false, false, false]);
    expect(mayWait('/helpless')).toBe(true);
  });
  it.each([['SEAL_KEYS', 'spring YWJj', 'SEAL_KEYS: each line'], ['SEAL_SERVICE', 'keys.example.org', 'SEAL_SERVICE is the address'], ['SEAL_SERVICE', 'https://keys.example.org/v1/transit', 'SEAL_SERVICE_TOKEN']])(
    '%s=%s is said to be wrong before anything starts, not by the first note somebody opens', (name, given, said) => {
      process.env[name] = given;
      expect(wrongSettings().join(' ')).toContain(said);
      delete process.env[name];
    });
});

describe('the door', () => {
  const open: Server[] = [];
  afterEach(() => open.splice(0).forEach((server) => server.close()));
  async function door(house: Partial<House>) {
    const health = { isUp: () => true, suspect: () => {}, order: async () => ({ database: true, migrations: true, outboxSeconds: 0, queueSeconds: 0, clockSeconds: 0, alarms: 0 }), stop: async () => {} };
    const server = serve({ health, isBusy: () => false, isEnding: () => false, leaveTo: () => 'https://example.org/', ...house });
    open.push(server);
    await new Promise<void>((heard) => server.listen(0, '127.0.0.1', heard));
    const { port } = server.address() as { port: number };
    return `http://127.0.0.1:${port}`;
  }
  const echo: House['pages'] = (req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ headers: req.headers, body: Buffer.concat(parts).toString().length, more: 'x'.repeat(2_000) }));
    }).resume();
  };

  it('hands a form on whole, and believes nobody about who they are', async () => {
    const at = await door({ pages: echo });
    const sent = await fetch(`${at}/x`, { method: 'POST', body: 'a'.repeat(300_000), headers: { 'x-forwarded-for': '9.9.9.9', 'x-client-address': '8.8.8.8', 'x-forwarded-proto': 'https' } });
    const { body, headers } = await sent.json() as { body: number; headers: Record<string, string> };
    expect(body).toBe(300_000);
    expect(headers['x-client-address']).toBe('127.0.0.1');
    expect(headers['x-forwarded-proto']).toBe('http');
    expect(sent.headers.get('content-encoding')).toBeTruthy();
  });
  it('logs of an answer its route, kind and time: neither the address asked for, nor where it came from, nor what was sent (ACC-2)', async () => {
    const lines: string[] = [];
    const written = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0));
    process.env.LOG = 'on';
    const at = await door({ pages: echo });
    try {
      await (await fetch(`${at}/search?q=wombat&s=wombat`, { headers: { referer: `${at}/search?q=wombat` } })).text();
      await (await fetch(`${at}/search?q=wombat`, { method: 'POST', body: new URLSearchParams({ q: 'wombat' }) })).text();
      await expect.poll(() => lines.filter((line) => line.includes('"what":"request"')).length).toBe(2);
    } finally {
      delete process.env.LOG;
      written.forEach((one) => one.mockRestore());
    }
    expect(lines.join('')).not.toMatch(/wombat|search\?/);
  });
  it('says in words that something is too much, with or without its length named', async () => {
    const at = await door({ pages: echo });
    const big = 'a'.repeat(1_100_000);
    for (const body of [big, new Blob([big]).stream()]) {
      const answer = await fetch(`${at}/x`, { method: 'POST', body, duplex: 'half' } as RequestInit);
      expect(answer.status).toBe(413);
      expect(await answer.text()).toContain('too much in one go');
    }
  });
  it('hands on no form that broke off on the way, and says nothing of it to the log', async () => {
    let calls = 0;
    const at = await door({ pages: (_, res) => { calls++; res.end(); } });
    const warned = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const out = request(`${at}/x`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }).on('error', () => {});
    out.write('text=half+of+');
    await new Promise((wait) => setTimeout(wait, 100));
    out.destroy();
    await new Promise((wait) => setTimeout(wait, 200));
    expect([calls, warned.mock.calls]).toEqual([0, []]);
    warned.mockRestore();
    expect((await fetch(`${at}/x`, { method: 'POST', body: 'text=whole' })).status).toBe(200);
    expect(calls).toBe(1);
  });
  it('asks to wait when it is out of breath, but never for Help, Leave or files', async () => {
    const at = await door({ pages: echo, isBusy: () => true });
    const status = async (path: string) => (await fetch(at + path)).status;
    expect(await Promise.all(['/talk', '/help', '/leave', '/_app/x.css', '/healthz'].map(status))).toEqual([503, 200, 200, 200, 200]);
  });
  it('does not open to a page elsewhere that calls this machine by another name', async () => {
    const at = await door({ pages: echo });
    const status = await new Promise((done) => {
      const { port } = new URL(at);
      void import('node:http').then(({ get }) => get({ port, host: '127.0.0.1', path: '/', headers: { host: 'evil.example' } }, (answer) => done(answer.resume().statusCode)));
    });
    expect(status).toBe(421);
  });
  it('turns a fault at a form into a page with the words, and lets an ordinary error page be', async () => {
    const at = await door({ pages: (req, res) => void req.on('end', () => res.writeHead(500, { 'content-type': 'text/html' }).end('<p>ours</p>')).resume() });
    const sent = await fetch(`${at}/x`, { method: 'POST', body: new URLSearchParams({ text: 'all of my words, and they are quite a few of them' }) });
    expect(sent.status).toBe(500);
    expect(await sent.text()).toContain('all of my words');
    expect(await (await fetch(`${at}/x`)).text()).toBe('<p>ours</p>');
  });
  it('gives back words for a page that is not there, to copy, to whoever is signed in and nobody else, and lets every other such page be (PEER-1, ACC-2)', async () => {
    let [isSignedIn, isHard] = [true, false];
    const at = await door({ pages: (req, res) => void req.on('end', () => (isHard ? sayHelp({ req }) : undefined, isSignedIn ? sayKnown({ req }) : undefined, res).writeHead(404, { 'content-type': 'text/html', 'set-cookie': 'a=b', etag: '"x"' }).end('<p>ours</p>')).resume() });
    const send = (fields: Record<string, string>, accept = 'text/html,*/*') => fetch(`${at}/report/x`, { method: 'POST', body: new URLSearchParams(fields), headers: { accept, 'accept-language': 'nb' } });
    const sent = await send({ reason: 'unkind', words: 'Det såret.', post: 'f1b2c3d4-0000-4000-8000-000000000000' });
    expect([sent.status, sent.headers.get('set-cookie'), sent.headers.get('etag')]).toEqual([404, 'a=b', null]);
    const page = await sent.text();
    expect(page).toContain('>\nDet såret.</textarea>');
    expect(page).toContain('Vi finner ikke den siden');
    expect(page).not.toMatch(/f1b2c3d4|<form|unkind|undefined/);
    expect(await (await send({ text: 'Short.' })).text()).toContain('>\nShort.</textarea>');
    for (const [fields, accept] of [[{ post: 'x', next: '/talk/t/x#n3' }], [{ text: ' ' }], [{ text: 'Some words.', pass: 'a secret' }], [{ text: 'By a script.' }, '*/*']] as [Record<string, string>, string?][]) expect(await (await send(fields, accept)).text()).toBe('<p>ours</p>');
    expect(await (await fetch(`${at}/x`, { headers: { accept: 'text/html' } })).text()).toBe('<p>ours</p>');
    expect(page).not.toContain('/talk/drafts');
    isHard = true;
    const hard = await (await send({ text: 'Hard words.' })).text();
    expect(hard).toContain('>\nHard words.</textarea>');
    expect(hard).toContain('href="/talk/drafts?help#offer"');
    expect(/<h1>(.*?)<\/h1>/.exec(hard)![1]).toBe('Vi finner ikke den siden');
    expect(hard).not.toMatch(/<form|undefined/);
    isSignedIn = false;
    expect(await (await send({ words: 'Somebody else pressed Back.' })).text()).toBe('<p>ours</p>');
  });
});
