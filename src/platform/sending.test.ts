import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { typedIn } from '#platform/plain-pages';
import { sentWith, type Sent } from '#platform/sending';

const plain = 'application/x-www-form-urlencoded';

/** What the door is left with when so much comes, in pieces, to a path. */
async function sent(path: string, type: string, parts: Buffer[], { ends = true, longest = 2_000 } = {}): Promise<Sent> {
  let told: (sent: Sent) => void;
  const found = new Promise<Sent>((done) => (told = done));
  const server = createServer((req, res) => void sentWith(req, { longest }).then((one) => {
    told(one);
    res.end();
  })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const out = request({ port, path, method: 'POST', headers: { 'content-type': type } });
  out.on('error', () => {});
  for (const part of parts) out.write(part);
  if (ends) out.end();
  const answer = await found;
  out.destroy();
  server.closeAllConnections();
  server.close();
  return answer;
}

const words = (length: number) => Buffer.from(new URLSearchParams({ text: 'a word æ '.repeat(length / 9) }).toString());

it('what fits is whole; of what does not, a megabyte of words comes back, and never words without their end (PEER-1)', async () => {
  expect((await sent('/talk/new', plain, [Buffer.from('text=a'), Buffer.from('+b')])).body?.toString()).toBe('text=a+b');
  const megabyte = await sent('/talk/new', plain, [words(1_000_000)]);
  expect(megabyte.trouble).toBe('large');
  expect((await typedIn('/talk/new', plain, megabyte.body!))?.fields[0]?.[1]).toHaveLength(999_999);
  expect(await sent('/talk/new', plain, [words(4_000_000)])).toEqual({ trouble: 'large' });
});

it('a letter with a picture that is too large gives its words back (MSG-1)', async () => {
  const type = 'multipart/form-data; boundary=mark';
  const begin = Buffer.from('--mark\r\ncontent-disposition: form-data; name="text"\r\n\r\nWhat I wrote.\r\n--mark\r\ncontent-disposition: form-data; name="picture"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n');
  const { trouble, body } = await sent('/space/care/messages/new', type, [begin, Buffer.alloc(10 * 1024 * 1024, 255), Buffer.from('\r\n--mark--\r\n')]);
  expect(trouble).toBe('large');
  expect((await typedIn('/space/care/messages/new', type, body!))?.fields).toEqual([['text', 'What I wrote.']]);
});

it('what never ends is answered, as late', async () => {
  expect(await sent('/talk/new', plain, [Buffer.from('text=a')], { ends: false, longest: 50 })).toEqual({ trouble: 'late' });
});
