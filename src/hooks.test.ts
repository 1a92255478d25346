import { afterEach, describe, expect, it, vi } from 'vitest';
import * as cookies from '#platform/cookies';
import * as holders from '#members/holders';
import * as sessions from '#members/sessions';
import { ownHouse } from '#test/own-house';
import { handle, handleError } from './hooks.server.ts';

afterEach(() => void vi.restoreAllMocks());

describe('an error nobody expected', () => {
  it.each(['on', 'off'])('is logged as ids, a kind and places in our code with LOG %s, and with no word that somebody wrote (ID-1)', (log) => {
    vi.stubEnv('LOG', log);
    vi.stubEnv('ORIGIN', '');
    const said: string[] = [];
    for (const way of ['error', 'warn', 'log', 'info'] as const) vi.spyOn(console, way).mockImplementation((...words: unknown[]) => void said.push(words.map(String).join(' ')));
    const words = 'I told nobody about the ward';
    const error = Object.assign(new Error(`duplicate key: ${words}`), { code: '23505', detail: `Key (body)=(${words}) already exists.`, where: words, parameters: [words] });
    const event = { platform: undefined, route: { id: '/talk/[code]' }, request: new Request('http://localhost/talk/1', { headers: { 'x-request-id': '12345678' } }) };
    const shown = handleError({ kind: 'unknown', error, event, status: 500, message: words } as unknown as Parameters<typeof handleError>[0]);
    expect(shown).toEqual({ message: '', id: '12345678' });
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0]!)).toEqual({ level: 'error', id: '12345678', route: '/talk/[code]', name: 'Error', code: '23505', at: expect.arrayContaining([expect.stringMatching(/^at .*:\d+:\d+\)?$/)]) as unknown });
    expect(said.join()).not.toContain('ward');
    vi.unstubAllEnvs();
  });
});

describe('a form sent by somebody who is not signed in any more', () => {
  it.each([['/desk/mod/cases/[id]', 'http://localhost', 401], ['/(member)/agree', 'http://localhost', 401], ['/desk/mod/cases/[id]', 'http://elsewhere', 200]])('of %s, from %s, is answered with %s (ID-1, MOD-5)', async (id, origin, status) => {
    const url = new URL('http://localhost/somewhere?/decide');
    const request = new Request(url, { method: 'POST', headers: { origin }, body: new URLSearchParams({ toAuthor: 'I read this with care.', version: '3' }) });
    const event = { locals: {}, platform: undefined, route: { id }, url, request, cookies: { get: () => undefined }, getClientAddress: () => '' };
    const response = await handle({ event, resolve: () => new Response('turned away') } as unknown as Parameters<typeof handle>[0]);
    expect(response.status).toBe(status);
    expect((await response.text()).includes('I read this with care.'), 'what was written is there').toBe(status === 401);
  });
});

describe('who is asking', () => {
  it('stays known after a page, and is asked for anew after a form (decision 20)', async () => {
    const own = await ownHouse('asking');
    const ear = holders.listen();
    try {
      const token = await sessions.begin(own.cast.ada.id, 'own', 'a test');
      await expect.poll(async () => { await sessions.whoever(token); return holders.known(token); }).toBeDefined();
      const send = (method: string) => {
        const url = new URL('http://localhost/talk');
        const event = { locals: {}, platform: undefined, route: { id: '/(member)/talk' }, url, request: new Request(url, { method }), cookies: { get: (name: string) => (name === cookies.session ? token : undefined) }, getClientAddress: () => '' };
        return handle({ event, resolve: () => new Response('done') } as unknown as Parameters<typeof handle>[0]);
      };
      await send('GET');
      expect(holders.known(token)).toBeDefined();
      await send('POST');
      expect(holders.known(token)).toBeUndefined();
    } finally {
      await ear.stop();
      await own.drop();
    }
  });
});
