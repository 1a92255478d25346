import { createServer, type Server } from 'node:http';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import * as sealing from '#members/sealing';
import { theCast } from '#test/cast';
import { scene } from '#test/scene';

const place = 'toolbox.papers|sealed|1';
const key = (name: string) => `${name} ${randomBytes(32).toString('base64')}`;

describe('a member’s own key', () => {
  afterEach(() => ['SEAL_KEYS', 'SEAL_SERVICE', 'SEAL_SERVICE_KEY', 'SEAL_SERVICE_TOKEN'].forEach((name) => delete process.env[name]));

  scene('seals what only they can open, in its place (ID-1)', async ({ ada, bo }) => {
    const sealed = sealing.close(await sealing.keyOf(ada), place, { words: 'a rough night' });
    expect(sealed).not.toContain('rough');
    expect(sealing.open(await sealing.keyOf(ada), place, sealed)).toEqual({ words: 'a rough night' });
    const theirs = await sealing.keyOf(bo);
    expect(() => sealing.open(theirs, place, sealed)).toThrow();
    const mine = await sealing.keyOf(ada);
    expect(() => sealing.open(mine, 'toolbox.papers|sealed|2', sealed)).toThrow();
    expect(() => sealing.open({ ...mine, memberId: bo.id }, place, sealed)).toThrow();
  });
  scene('is nobody else’s to read, not even locked', async ({ ada, bo, iben }) => {
    await sealing.keyOf(ada);
    for (const other of [bo, iben]) expect(await asking(other, () => sql`select 1 from members.seals where member_id = ${ada.id}`)).toEqual([]);
  });
  it('is made once, however often it is asked for at the same moment', async () => {
    const { cleo } = await theCast();
    const [one, two] = await Promise.all([sealing.keyOf(cleo), sealing.keyOf(cleo)]);
    expect(one.key.equals(two.key)).toBe(true);
  });
  scene('is locked anew under the operator’s new key, and still opens what it sealed', async ({ ada, bo }) => {
    const sealed = sealing.close(await sealing.keyOf(ada), place, 'kept');
    await sealing.keyOf(bo);
    process.env.SEAL_KEYS = key('spring');
    expect(await sealing.lockAnew()).toBeGreaterThanOrEqual(2);
    expect(await sealing.lockAnew()).toBe(0);
    const [row] = await asHouse(() => sql`select lock from members.seals where member_id = ${ada.id}`);
    expect(row).toEqual({ lock: 'spring' });
    expect(sealing.open(await sealing.keyOf(ada), place, sealed)).toBe('kept');
    const spring = process.env.SEAL_KEYS;
    process.env.SEAL_KEYS = key('other');
    await expect(sealing.keyOf(ada)).rejects.toThrow('spring');
    process.env.SEAL_KEYS = `${spring}\n${key('summer')}`;
    await sealing.lockAnew();
    expect(sealing.open(await sealing.keyOf(ada), place, sealed)).toBe('kept');
  });
  scene('refuses an operator’s key that is none', async ({ ada }) => {
    for (const wrong of ['short YWJj', 'Big key', `secret ${randomBytes(32).toString('base64')}`]) {
      process.env.SEAL_KEYS = wrong;
      await expect(sealing.keyOf(ada)).rejects.toThrow('SEAL_KEYS');
    }
  });
  scene('may be locked by a key service, and waits for it rather than open without', async ({ ada }) => {
    const service = await keyService();
    try {
      process.env.SEAL_SERVICE = service.address;
      process.env.SEAL_SERVICE_KEY = 'members';
      process.env.SEAL_SERVICE_TOKEN = 'a token';
      const sealed = sealing.close(await sealing.keyOf(ada), place, 'kept');
      expect(sealing.open(await sealing.keyOf(ada), place, sealed)).toBe('kept');
      expect(service.asked).toEqual(['encrypt', 'decrypt']); // and not again within a minute
    } finally {
      service.server.close();
    }
  });
});

/** Outside the house: a stand-in for the transit interface of a key service, with a real cipher in it. */
async function keyService(): Promise<{ server: Server; address: string; asked: string[] }> {
  const own = randomBytes(32);
  const asked: string[] = [];
  const server = createServer(async (req, res) => {
    const [, , , verb] = req.url!.split('/');
    const body = JSON.parse(Buffer.concat(await Array.fromAsync(req as AsyncIterable<Buffer>)).toString()) as Record<string, string>;
    asked.push(verb!);
    if (req.headers['x-vault-token'] !== 'a token') return void res.writeHead(403).end();
    const about = Buffer.from(body.associated_data!, 'base64');
    if (verb === 'encrypt') {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', own, nonce).setAAD(about);
      const text = Buffer.concat([cipher.update(body.plaintext!, 'base64'), cipher.final()]);
      return void res.end(JSON.stringify({ data: { ciphertext: `vault:v1:${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')}` } }));
    }
    const bytes = Buffer.from(body.ciphertext!.slice(9), 'base64');
    const decipher = createDecipheriv('aes-256-gcm', own, bytes.subarray(0, 12)).setAAD(about).setAuthTag(bytes.subarray(12, 28));
    res.end(JSON.stringify({ data: { plaintext: Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('base64') } }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, asked, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/transit` };
}
