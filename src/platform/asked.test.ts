import { describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { answered, asked, headersOf } from '#platform/asked';

const from = (given: Partial<IncomingMessage>) => ({ method: 'GET', url: '/today?a=1', httpVersionMajor: 1, headers: { host: 'x', cookie: 'a=b', 'set-cookie': ['c', 'd'] }, ...given }) as IncomingMessage;
const real = () => new Request('http://x/real', { headers: { host: 'x' }, method: 'POST', body: 'sent' });

describe('what is asked (PERF)', () => {
  it('says its address, its way and its headers without a real request', () => {
    let made = 0;
    const request = asked('http://x', from({}), () => { made++; return real(); });
    expect([request.url, request.method, request.headers.get('Cookie'), request.headers.get('accept'), request.headers.has('HOST'), request.headers.has('accept')]).toEqual(['http://x/today?a=1', 'GET', 'a=b', null, true, false]);
    expect(request.headers.get('set-cookie')).toMatch(/^c,\s?d$/);
    expect(made).toBe(0);
  });

  it('makes the real one once for whatever else is asked of it', async () => {
    let made = 0;
    const request = asked('http://x', from({}), () => { made++; return real(); });
    expect(request).toBeInstanceOf(Request);
    expect(request.signal.aborted).toBe(false);
    expect(await request.clone().text()).toBe('sent');
    expect(Object.fromEntries(request.headers)).toMatchObject({ host: 'x', cookie: 'a=b' });
    expect(made).toBe(1);
  });

  it.each([[{ method: 'POST' }], [{ method: 'HEAD' }], [{ httpVersionMajor: 2 }]])('leaves %j to the framework', async (given) => {
    expect(await asked('http://x', from(given), real).text()).toBe('sent');
  });

  it('refuses what is no address, as a real request does, and leaves names in it to the framework', () => {
    expect(() => asked('http://', from({ url: '' }), real)).toThrow(TypeError);
    expect(asked('http://me:word@x', from({}), real).url).toBe('http://x/real');
  });
});

describe('where a page is looked for (decision 14)', () => {
  const beginnings = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => (name.startsWith('(') ? beginnings(join(folder, name)) : [name]));

  it('is among those that begin with the same word, so every address begins with one', () => {
    expect(beginnings('src/routes')).toContain('talk');
    expect(beginnings('src/routes').filter((name) => name.startsWith('['))).toEqual([]);
  });
});

describe('what is answered (PERF)', () => {
  it('holds headers under any spelling, and every cookie', () => {
    const headers = headersOf({ 'content-type': 'text/html' });
    headers.set('ETag', '"1"');
    headers.append('Set-Cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    headers.append('Vary', 'Accept');
    headers.append('vary', 'Cookie');
    expect([headers.get('etag'), headers.get('Content-Type'), headers.has('ETAG'), headers.has('none'), headers.get('vary')]).toEqual(['"1"', 'text/html', true, false, 'Accept, Cookie']);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    headers.delete('ETag');
    const whole = [['content-type', 'text/html'], ['vary', 'Accept, Cookie'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2']];
    expect([...headers]).toEqual(whole);
    expect([...headers.entries()].sort()).toEqual(whole.sort());
    headers.set('later', 'too');
    expect([...headers.keys()]).toContain('later'); // not as it was when somebody asked before
  });

  it('is a response for whoever asks more of it', async () => {
    const response = answered('<p>Hello</p>', { status: 201, headers: headersOf({ 'content-type': 'text/html' }) });
    response.headers.set('x-more', '1');
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.ok, response.statusText]).toEqual([201, true, '']);
    const again = new Response(response.body, { status: response.status, headers: new Headers([...response.headers]) });
    expect([await again.text(), again.headers.get('x-more')]).toEqual(['<p>Hello</p>', '1']);
  });
});
