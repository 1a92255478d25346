/** With a device made of software: P-256 keys, the bytes a real one would send. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as factors from '#members/factors';
import type { Member } from '#members/members';
import * as passkeys from '#members/passkeys';
import * as sessions from '#members/sessions';
import { scene } from '#test/scene';

const from = { address: '198.51.100.20', device: 'own', deviceWords: '' } as const;
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const b64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64url');
const sha = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

// The little of CBOR that an attestation needs: small maps, texts and bytes.
const head = (major: number, size: number) => (size < 24 ? Buffer.from([major << 5 | size]) : size < 256 ? Buffer.from([major << 5 | 24, size]) : Buffer.from([major << 5 | 25, size >> 8, size & 255]));
const number = (value: number) => (value >= 0 ? head(0, value) : head(1, -value - 1));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (...pairs: Buffer[]) => Buffer.concat([head(5, pairs.length / 2), ...pairs]);

type Device = { id: Buffer; privateKey: KeyObject; publicKey: KeyObject; counter: number };
const makeDevice = (): Device => ({ id: randomBytes(16), counter: 0, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) });
type Lie = { origin?: string; site?: string; verified?: boolean; counter?: number };

const client = (type: string, challenge: string, { origin = 'http://localhost:3000' }: Lie) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
function authenticator(device: Device, { site = 'localhost', verified = true, counter = ++device.counter }: Lie, attested?: Buffer) {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha(site), Buffer.from([1 | (verified ? 4 : 0) | (attested ? 0x40 : 0)]), count, attested ?? Buffer.alloc(0)]);
}

function made(device: Device, challenge: string, lie: Lie = {}) {
  const { x, y } = device.publicKey.export({ format: 'jwk' });
  const key = map(number(1), number(2), number(3), number(-7), number(-1), number(1), number(-2), bytes(Buffer.from(x!, 'base64url')), number(-3), bytes(Buffer.from(y!, 'base64url')));
  const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, device.id.length]), device.id, key]);
  const attestationObject = map(text('fmt'), text('none'), text('attStmt'), map(), text('authData'), bytes(authenticator(device, lie, attested)));
  return JSON.stringify({ id: b64(device.id), rawId: b64(device.id), type: 'public-key', clientExtensionResults: {},
    response: { clientDataJSON: b64(client('webauthn.create', challenge, lie)), attestationObject: b64(attestationObject), transports: ['internal'] } });
}

function shown(device: Device, challenge: string, lie: Lie = {}) {
  const authenticatorData = authenticator(device, lie);
  const clientData = client('webauthn.get', challenge, lie);
  const signature = sign('sha256', Buffer.concat([authenticatorData, sha(clientData)]), device.privateKey);
  return JSON.stringify({ id: b64(device.id), rawId: b64(device.id), type: 'public-key', clientExtensionResults: {},
    response: { clientDataJSON: b64(clientData), authenticatorData: b64(authenticatorData), signature: b64(signature) } });
}

const ask = async () => (await passkeys.ask(from.address)).challenge;
async function added(member: Member, words = 'My phone') {
  const device = makeDevice();
  await passkeys.add(member, made(device, (await passkeys.offer(member, 'Alongside')).challenge), words);
  return device;
}

describe('a passkey', () => {
  scene('lets its member in, and counts as the second factor (ID-4)', async ({ ada }) => {
    const device = await added(ada);
    const member = await sessions.enter(await passkeys.signIn(shown(device, await ask()), from));
    expect(member).toMatchObject({ id: ada.id, session: { factorAt: expect.any(Date), device: 'own' } });
    expect(await passkeys.of(ada)).toMatchObject([{ words: 'My phone', usedAt: expect.any(Date) }]);
  });
  scene('is no second factor when the device did not look at who holds it', async ({ ada }) => {
    const device = await added(ada);
    const member = await sessions.enter(await passkeys.signIn(shown(device, await ask(), { verified: false }), from));
    expect(member!.session.factorAt).toBeNull();
    expect(await refusalOf(passkeys.stepUp(ada.id, member!.session.id, shown(device, await ask(), { verified: false })))).toBe('members.refused.passkey');
  });
  scene('answers each question once', async ({ ada }) => {
    const device = await added(ada);
    const answer = shown(device, await ask());
    await passkeys.signIn(answer, from);
    expect(await refusalOf(passkeys.signIn(answer, from))).toBe('members.refused.passkey');
  });
  scene('answers no question that is too old, made up, or was asked of somebody else', async ({ ada, bo }) => {
    const device = await added(ada);
    expect(await refusalOf(passkeys.signIn(shown(device, b64(randomBytes(32))), from))).toBe('members.refused.passkey');
    expect(await refusalOf(passkeys.signIn(shown(device, (await passkeys.offer(ada, 'Alongside')).challenge), from))).toBe('members.refused.passkey');
    expect(await refusalOf(passkeys.add(ada, made(makeDevice(), (await passkeys.offer(bo, 'Alongside')).challenge), ''))).toBe('members.refused.passkey');
    const old = await ask();
    await asHouse(() => sql`update members.challenges set made_at = made_at - interval '6 minutes'`);
    expect(await refusalOf(passkeys.signIn(shown(device, old), from))).toBe('members.refused.passkey');
    await passkeys.sweep();
    expect(await asHouse(() => sql`select 1 from members.challenges`)).toEqual([]);
  });
  scene('works on this site only', async ({ ada }) => {
    const device = await added(ada);
    for (const lie of [{ origin: 'https://evil.example' }, { site: 'evil.example' }]) {
      expect(await refusalOf(passkeys.signIn(shown(device, await ask(), lie), from))).toBe('members.refused.passkey');
    }
  });
  scene('that was copied shows itself by its counter', async ({ ada }) => {
    const device = await added(ada);
    await passkeys.signIn(shown(device, await ask(), { counter: 9 }), from);
    expect(await refusalOf(passkeys.signIn(shown(device, await ask(), { counter: 9 }), from))).toBe('members.refused.passkey');
  });
  scene('cannot be passed off with another key, nor with rubbish', async ({ ada }) => {
    const device = await added(ada);
    expect(await refusalOf(passkeys.signIn(shown({ ...makeDevice(), id: device.id }, await ask()), from))).toBe('members.refused.passkey');
    for (const odd of ['', 'null', '[]', '{}', '{"id":1}', '{"id":"x","response":null}', '{"id":"x","response":{}}', 'x'.repeat(1_000_000)]) {
      expect(await refusalOf(passkeys.signIn(odd, from))).toBe('members.refused.passkey');
      expect(await refusalOf(passkeys.add(ada, odd, ''))).toBe('members.refused.passkey');
    }
  });
  scene('of one member is not another’s second factor, and not theirs to name or take away', async ({ ada, bo }) => {
    const device = await added(ada);
    const half = (await sessions.enter(await sessions.begin(bo.id, 'own', '')))!;
    expect(await refusalOf(passkeys.stepUp(bo.id, half.session.id, shown(device, await ask())))).toBe('members.refused.passkey');
    const [{ id } = { id: '' }] = await passkeys.of(ada);
    await expect(passkeys.name(bo, id, 'mine')).rejects.toThrow(NotFound);
    await passkeys.remove(bo, id); // not theirs, and for them none
    expect(await passkeys.of(ada)).toHaveLength(1);
    await passkeys.name(ada, id, '  The\nred \u202ephone ');
    expect(await passkeys.of(ada)).toMatchObject([{ words: 'The red phone' }]);
    await passkeys.remove(ada, id);
    await passkeys.remove(ada, id); // a double tap
    expect(await refusalOf(passkeys.signIn(shown(device, await ask()), from))).toBe('members.refused.passkey');
  });
  scene('is told a mark of the member that leads nowhere', async ({ ada, bo }) => {
    const offered = await passkeys.offer(ada, 'Alongside');
    expect(JSON.stringify(offered)).not.toContain(ada.id);
    expect(Buffer.from(offered.user.id, 'base64url').toString('hex')).not.toContain(ada.id.replaceAll('-', ''));
    expect((await passkeys.offer(bo, 'Alongside')).user.id).not.toBe(offered.user.id);
    expect((await passkeys.offer(ada, 'Alongside')).user.id).toBe(offered.user.id);
  });
  scene('of staff guards the second factors: the sentence alone neither adds nor takes away one', async ({ hanna }) => {
    const device = await added(hanna);
    const half = (await sessions.enter(await sessions.begin(hanna.id, 'own', '')))!;
    const [{ id } = { id: '' }] = await passkeys.of(hanna);
    const another = made(makeDevice(), (await passkeys.offer(half, 'x')).challenge);
    const tries = [() => passkeys.remove(half, id), () => passkeys.add(half, another, ''), () => factors.begin(half, 'x'), () => factors.confirm(half, '123456')];
    for (const tried of tries) expect(await refusalOf(tried())).toBe('members.refused.factorFirst');
    const { token } = await passkeys.stepUp(hanna.id, half.session.id, shown(device, await ask()));
    await passkeys.remove((await sessions.enter(token))!, id);
  });
});
