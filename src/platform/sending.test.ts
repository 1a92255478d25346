import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { typedIn } from '#platform/plain-pages';
import { cutOffLate, sentWith, type Sent } from '#platform/sending';

const plain = 'application/x-www-form-urlencoded';

type Sending = { path?: string; type?: string; cookie?: string; longest?: number };
/** Begins to send to the door: `found` is what it is left with, `out` is for pieces. */
async function begun({ path = '/talk/new', type = plain, cookie, longest = 2_000 }: Sending = {}) {
  let told: (sent: Promise<Sent>) => void;
  const found = new Promise<Sent>((done) => (told = done));
  const server = createServer((req, res) => {
    cutOffLate(req, longest);
    told(sentWith(req, { longest }).finally(() => res.end()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const out = request({ port, path, method: 'POST', headers: { 'content-type': type, ...(cookie && { cookie }) } });
  out.on('error', () => {});
  const close = () => {
    out.destroy();
    server.closeAllConnections();
    server.close();
  };
  return { found, out, close };
}

/** What the door is left with when so much comes, in pieces, to a path. */
async function sent(path: string, type: string, parts: Buffer[], { ends = true, ...more }: Sending & { ends?: boolean } = {}): Promise<Sent> {
  const { found, out, close } = await begun({ path, type, ...more });
  for (const part of parts) out.write(part);
  if (ends) out.end();
  return found.finally(close);
}

const type = 'multipart/form-data; boundary=mark';
const begin = Buffer.from('--mark\r\ncontent-disposition: form-data; name="text"\r\n\r\nWhat I wrote.\r\n--mark\r\ncontent-disposition: form-data; name="picture"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n');
const end = Buffer.from('\r\n--mark--\r\n');
const words = (length: number) => Buffer.from(new URLSearchParams({ text: 'a word æ '.repeat(length / 9) }).toString());

it('what fits is whole; of what does not, a megabyte of words comes back, and never words without their end (PEER-1)', async () => {
  expect((await sent('/talk/new', plain, [Buffer.from('text=a'), Buffer.from('+b')])).body?.toString()).toBe('text=a+b');
  const megabyte = await sent('/talk/new', plain, [words(1_000_000)]);
  expect(megabyte.trouble).toBe('large');
  expect((await typedIn('/talk/new', plain, megabyte.body!))?.fields[0]?.[1]).toHaveLength(999_999);
  expect(await sent('/talk/new', plain, [words(4_000_000)])).toEqual({ trouble: 'large' });
});

it('a letter with a picture that is too large gives its words back (MSG-1)', async () => {
  const { trouble, body } = await sent('/space/care/messages/new', type, [begin, Buffer.alloc(10 * 1024 * 1024, 255), end]);
  expect(trouble).toBe('large');
  expect((await typedIn('/space/care/messages/new', type, body!))?.fields).toEqual([['text', 'What I wrote.']]);
});

it('what never ends is answered, as late', async () => {
  expect(await sent('/talk/new', plain, [Buffer.from('text=a')], { ends: false, longest: 50 })).toEqual({ trouble: 'late' });
});

it('what breaks off on the way is no form: nothing of it is handed on (PEER-1)', async () => {
  const { found, out, close } = await begun();
  const said = found.then((form) => ({ form }), ({ code }: { code?: string }) => ({ code }));
  out.write('text=half+of+');
  setTimeout(() => out.destroy(), 50);
  expect(await said).toEqual({ code: 'ECONNRESET' });
  close();
});

it('a picture may take its time from somebody who is signed in, or was; a stranger’s is late like any form, and cut off soon after (MSG-1)', async () => {
  const path = '/space/care/messages/new';
  const first = await Promise.race([...['', 'session=', 'language=en; xsession=a'].map((cookie) => sent(path, type, [begin], { ends: false, longest: 50, cookie })), new Promise((done) => setTimeout(done, 5_000))]);
  expect(first).toEqual({ trouble: 'late' });
  for (const cookie of ['session=abc', 'language=nb; __Host-session=abc']) {
    const { found, out, close } = await begun({ path, type, longest: 50, cookie });
    out.write(begin);
    setTimeout(() => out.end(end), 300);
    expect(await found).toEqual({ body: Buffer.concat([begin, end]) });
    close();
  }
  const { out, close } = await begun({ path, type, longest: 50 });
  out.write(begin);
  await once(out, 'close');
  close();
});

it('pictures on their way hold so much together; who comes when it is full gets their words back, and those on their way arrive (MSG-1, REL)', async () => {
  const path = '/space/care/messages/new';
  const begin8 = async () => {
    const one = await begun({ path, type, cookie: 'session=abc', longest: 20_000 });
    one.out.write(begin);
    await new Promise((written) => one.out.write(Buffer.alloc(8 * 1024 * 1024, 255), written));
    return one;
  };
  const five = [];
  for (let at = 0; at < 5; at++) five.push(await begin8());
  await new Promise((heard) => setTimeout(heard, 300)); // what was written has been read
  const late = await sent(path, type, [begin, Buffer.alloc(4 * 1024 * 1024, 255), end], { cookie: 'session=abc' });
  expect(late.trouble).toBe('pictures');
  expect((await typedIn(path, type, late.body!))?.fields).toEqual([['text', 'What I wrote.']]);
  for (const one of five) one.out.end(end);
  for (const one of five) expect((await one.found).body).toHaveLength(begin.length + 8 * 1024 * 1024 + end.length);
  expect((await sent(path, type, [begin, Buffer.alloc(8 * 1024 * 1024, 255), end], { cookie: 'session=abc' })).body, 'room again').toBeDefined();
  for (const one of five) one.close();
});
