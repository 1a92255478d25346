import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { call } from '#platform/webhook';
import { isCallable, isInside, isSigned, signatureOf } from '#platform/webhook-rules';

const set = (settings: Record<string, string>) => Object.assign(process.env, settings);
afterEach(() => ['WEBHOOK_URL', 'WEBHOOK_SECRET', 'WEBHOOK_INSIDE'].forEach((name) => delete process.env[name]));

describe('a webhook', () => {
  it('is signed by every secret that holds, and by no other', () => {
    fc.assert(fc.property(fc.string(), fc.stringMatching(/^[a-z0-9]{8,20}$/), fc.stringMatching(/^[a-z0-9]{8,20}$/), fc.integer({ min: 1, max: 2e9 }), (body, old, next, at) => {
      const header = signatureOf(`${old}, ${next}`, at, body);
      expect([isSigned(header, old, body, at), isSigned(header, next, body, at + 299)]).toEqual([true, true]);
      expect([isSigned(header, `${old}x`, body, at), isSigned(header, old, `${body}x`, at), isSigned(header, old, body, at + 301), isSigned('', old, body, at)]).toEqual([false, false, false, false]);
    }));
  });
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', 'localhost', ''])('does not look around inside: %s', (address) => {
    expect(isInside(address)).toBe(true);
  });
  it.each(['93.184.216.34', '172.32.0.1', '2606:2800:220:1::1'])('may go out: %s', (address) => expect(isInside(address)).toBe(false));
  it('goes by https, without a password in the address', () => {
    expect([isCallable('https://a.example/x', false), isCallable('http://a.example', false), isCallable('https://u:p@a.example', false), isCallable('file:///etc', true), isCallable('', false), isCallable('http://a.example', true)])
      .toEqual([true, false, false, false, false, true]);
  });
  it('refuses an address inside before anything is sent, also by name', async () => {
    for (const url of ['https://127.0.0.1:1/', 'https://[::1]:1/', 'https://localhost:1/']) {
      set({ WEBHOOK_URL: url, WEBHOOK_SECRET: 'a secret' });
      await expect(call('urgent', 'id')).rejects.toMatchObject({ code: 'EINSIDE' });
    }
  });
  it('says a kind and an id, is taken once it is answered well, and does not follow elsewhere', async () => {
    const heard: { body: string; headers: IncomingMessage['headers'] }[] = [];
    let status = 200;
    const server = createServer(async (request, answer) => {
      let body = '';
      for await (const part of request) body += part;
      heard.push({ body, headers: request.headers });
      answer.writeHead(status, { location: 'https://elsewhere.example/' }).end();
    });
    await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
    const { port } = server.address() as { port: number };
    set({ WEBHOOK_URL: `http://127.0.0.1:${port}/hook`, WEBHOOK_SECRET: 'old,new', WEBHOOK_INSIDE: 'on' });
    await call('urgent', 'one');
    expect(heard[0]!.body).toBe('{"kind":"urgent","id":"one"}');
    expect(isSigned(String(heard[0]!.headers['alongside-signature']), 'new', heard[0]!.body, Date.now() / 1000)).toBe(true);
    for (status of [302, 500]) await expect(call('urgent', 'one')).rejects.toMatchObject({ code: `HTTP${status}` });
    server.close();
  });
});
