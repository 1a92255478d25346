import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asHouse, disconnect, sql } from '#db';
import { identityProvider, through, type Liar } from '#test/identity-provider';
import { freePort } from '#test/running';
import { scene } from '#test/scene';
import { arrive } from '#members/arrivals';
import * as identities from '#members/identities';
import type { Member } from '#members/members';
import * as providers from '#members/providers';
import * as sessions from '#members/sessions';

const dir = mkdtempSync('/tmp/alongside-identities-');
let liar: Liar;
/** `ours` wants the level "high" and an age; `plain` wants nothing; `gone` does not answer. */
const ours = () => providers.find('ours')!;
const plain = () => providers.find('plain')!;

beforeAll(async () => {
  const [port, nobody] = await Promise.all([freePort(), freePort()]);
  vi.stubEnv('PORT', '4999');
  liar = await identityProvider(port, ['ours', 'plain'].map((id) => ({ client_id: id, client_secret: 'a secret of the test', redirect_uris: [`http://localhost:4999/sign-in/with/${id}/back`] })));
  const generic = { issuer: liar.issuer, clientSecret: 'a secret of the test' };
  const file = join(dir, 'providers.json');
  writeFileSync(file, JSON.stringify({
    ours: { ...generic, name: 'Our test', clientId: 'ours', levels: ['high'], strong: ['high'], age: true },
    plain: { ...generic, name: 'Plain test', clientId: 'plain' },
    gone: { ...generic, name: 'Gone test', clientId: 'plain', issuer: `http://localhost:${nobody}` }
  }));
  vi.stubEnv('PROVIDERS', file);
  providers.forgetAll();
});
afterAll(async () => {
  await liar.close();
  await disconnect();
  rmSync(dir, { recursive: true });
});
// What an answer was not believed for goes to the log; the tests read it there.
let said: string[] = [];
beforeEach(() => {
  said = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => (said.push(String(line)), true));
});
afterEach(() => {
  liar.twist();
  vi.restoreAllMocks();
});

const wish = { device: 'own' as const, next: '/talk', address: '192.0.2.7' };

/** Out and back as one person. */
async function travel(provider = ours(), who = `kari-born-1980-${randomUUID()}`, how: { level?: string; stop?: boolean } = {}, member?: Member) {
  const { address, token } = await identities.setOut(provider, { ...wish, member });
  return { token, search: await through(address, who, how), who, address };
}
const form = (fields: Record<string, string>) => ({ text: (name: string) => fields[name] ?? '', has: (name: string) => name in fields });
const joinAs = (name: string, trip: string) =>
  arrive(form({ name, own: 'four grey gloves on a radiator', adult: 'on', keepName: 'on' }), { language: 'en', conduct: { version: 't', hash: 't' }, moderation: { version: 't', hash: 't' } }, { address: '', device: 'own', deviceWords: '' }, trip);

describe('signing in through a provider (ID-4)', () => {
  scene('brings somebody new to the join page, and back to the same name next time', async () => {
    const { token, search, who } = await travel();
    expect(await identities.comeBack(ours(), token, search)).toMatchObject({ as: 'new', device: 'own', next: '/talk', adult: true });
    expect(await identities.arriving(token)).toEqual({ provider: 'ours', level: 'high', adult: true });
    const { token: session, proved } = await joinAs('Grey Pebble Seven', token);
    const member = (await sessions.enter(session))!;
    expect(member.name).toBe('Grey Pebble Seven');
    expect(proved).toEqual({ provider: 'ours', level: 'high', adult: true });
    expect(await identities.arriving(token)).toBeUndefined();
    const again = await travel(ours(), who);
    expect(await identities.comeBack(ours(), again.token, again.search)).toMatchObject({ as: 'member', memberId: member.id, isStrong: true });
  });
  scene('keeps no name, no number and no subject', async () => {
    const { token, search, who } = await travel();
    await identities.comeBack(ours(), token, search);
    await joinAs('Grey Pebble Eight', token);
    const rows = JSON.stringify(await asHouse(() => sql`select * from members.identities`)) + JSON.stringify(await asHouse(() => sql`select * from members.trips`));
    for (const secret of [who, 'A Real Name', '1980-05-17', createHash('sha256').update(who).digest('base64url'), createHash('sha256').update(`${liar.issuer}\n${who}`).digest('base64url')]) expect(rows).not.toContain(secret);
    expect(said.join('')).not.toContain(who);
  });
  scene('asks for nothing but the subject, unless the operator wants an age', async () => {
    const { address } = await identities.setOut(plain(), wish);
    expect(new URL(address).searchParams.get('scope')).toBe('openid');
    expect(Object.fromEntries(new URL(address).searchParams)).toMatchObject({ code_challenge_method: 'S256', response_type: 'code', nonce: expect.stringMatching(/.{40}/), state: expect.stringMatching(/.{40}/) });
    expect(new URL((await identities.setOut(ours(), wish)).address).searchParams.get('acr_values')).toBe('high');
  });
  scene('adds a way in for the one who set out, and takes it away', async ({ ada, bo }) => {
    const { token, search, who } = await travel(plain(), undefined, {}, ada);
    expect(await identities.comeBack(plain(), token, search, ada)).toMatchObject({ as: 'added' });
    expect((await identities.of(ada)).map(({ provider }) => provider)).toEqual(['plain']);
    expect(await identities.of(bo)).toEqual([]);
    const back = await travel(plain(), who);
    expect(await identities.comeBack(plain(), back.token, back.search)).toMatchObject({ as: 'member', memberId: ada.id, isStrong: false });
    await identities.remove(bo, 'plain'); // has none
    expect(await identities.of(ada)).toHaveLength(1);
    for (let twice = 0; twice < 2; twice++) await identities.remove(ada, 'plain');
  });
  scene('one identity is one member’s: a second is refused and keeps nothing', async ({ ada, bo }) => {
    const first = await travel(plain(), undefined, {}, ada);
    await identities.comeBack(plain(), first.token, first.search, ada);
    const second = await travel(plain(), first.who, {}, bo);
    await expect(identities.comeBack(plain(), second.token, second.search, bo)).rejects.toMatchObject({ key: 'members.refused.identity.taken' });
    expect(await identities.of(bo)).toEqual([]);
    const twice = await travel(plain(), first.who, {}, ada);
    expect(await identities.comeBack(plain(), twice.token, twice.search, ada)).toMatchObject({ as: 'added' });
    const other = await travel(plain(), undefined, {}, ada);
    await expect(identities.comeBack(plain(), other.token, other.search, ada)).rejects.toMatchObject({ key: 'members.refused.identity.taken' });
  });
  scene('a proof is used up by one joining; the next one is a member as any other', async () => {
    const { token, search } = await travel();
    await identities.comeBack(ours(), token, search);
    const other = await travel(ours(), undefined, {});
    await identities.comeBack(ours(), other.token, other.search);
    await joinAs('Grey Pebble Nine', token);
    await joinAs('Grey Pebble Ten', token); // the proof is used up: a member as any other
    expect(await asHouse(() => sql`select 1 from members.identities where provider = 'ours'`)).toHaveLength(1);
  });
  scene('somebody who is not yet eighteen is told so, and nobody joins (ACC-11)', async () => {
    const { token, search } = await travel(ours(), `ola-born-${new Date().getFullYear() - 17}-${randomUUID()}`);
    await expect(identities.comeBack(ours(), token, search)).rejects.toMatchObject({ key: 'members.refused.identity.young' });
    expect(await identities.arriving(token)).toBeUndefined();
  });
});

describe('a provider’s answer is not believed', () => {
  const refused = async (provider: ReturnType<typeof ours>, key: string, how = {}) => {
    const { token, search } = await travel(provider, undefined, how);
    await expect(identities.comeBack(provider, token, search)).rejects.toMatchObject({ key: `members.refused.identity.${key}` });
    expect(await identities.arriving(token)).toBeUndefined();
  };
  const hour = 3600;
  it.each([
    ['from another issuer', (claims: object) => ({ ...claims, iss: 'http://localhost:1' })],
    ['for another audience', (claims: object) => ({ ...claims, aud: 'somebody-else' })],
    ['for us and others, asked for by another', (claims: object) => ({ ...claims, aud: ['ours', 'other'], azp: 'other' })],
    ['with another nonce', (claims: object) => ({ ...claims, nonce: 'another' })],
    ['without a nonce', (claims: object) => ({ ...claims, nonce: undefined })],
    ['that has expired', (claims: object) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - hour, iat: Math.floor(Date.now() / 1000) - 2 * hour })],
    ['without an end', (claims: object) => ({ ...claims, exp: undefined })],
    ['without a subject', (claims: object) => ({ ...claims, sub: undefined })]
  ])('%s', async (_, change) => {
    liar.twist(change);
    await refused(ours(), 'odd');
    expect(said.join('')).toContain('was not believed');
  });
  it('signed with another key', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    liar.twist((claims) => claims, privateKey);
    await refused(ours(), 'odd');
  });
  it('without the level, below it, or above what we know', async () => {
    liar.twist(({ acr: _, ...claims }) => claims);
    await refused(ours(), 'level');
    liar.twist((claims) => ({ ...claims, acr: 'higher-than-high' }));
    await refused(ours(), 'level');
    liar.twist((claims) => ({ ...claims, acr: ['high'] }));
    await refused(ours(), 'level');
    liar.twist();
    await refused(ours(), 'level', { level: 'low' });
  });
  it('when the person stopped there', async () => {
    await refused(ours(), 'stopped', { stop: true });
  });
  it('and one that does not answer is said to be away', async () => {
    await expect(identities.setOut(providers.find('gone')!, wish)).rejects.toMatchObject({ key: 'members.refused.identity.away', values: { name: 'Gone test' } });
  });
});

describe('a way back counts once, in one browser', () => {
  const late = { key: 'members.refused.identity.late' };
  it('a state used again, at once or later, finds no trip', async () => {
    const { token, search } = await travel();
    const both = await Promise.allSettled([identities.comeBack(ours(), token, search), identities.comeBack(ours(), token, search)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(identities.comeBack(ours(), token, search)).rejects.toMatchObject(late);
  });
  it('a code used again in a fresh trip is refused by state, and by the provider', async () => {
    const first = await travel();
    await identities.comeBack(ours(), first.token, first.search);
    const second = await identities.setOut(ours(), wish);
    await expect(identities.comeBack(ours(), second.token, first.search)).rejects.toMatchObject({ key: 'members.refused.identity.odd' });
    const third = await identities.setOut(ours(), wish);
    const forged = new URLSearchParams(first.search);
    forged.set('state', new URL(third.address).searchParams.get('state')!);
    await expect(identities.comeBack(ours(), third.token, `?${forged.toString()}`)).rejects.toMatchObject({ key: 'members.refused.identity.odd' });
  });
  it('a stranger’s way back, put into somebody’s browser, signs nobody in (login CSRF)', async () => {
    const theirs = await travel();
    const mine = await identities.setOut(ours(), wish);
    for (const token of [undefined, '', 'x'.repeat(43)]) await expect(identities.comeBack(ours(), token, theirs.search)).rejects.toMatchObject(late);
    await expect(identities.comeBack(ours(), mine.token, theirs.search)).rejects.toMatchObject({ key: 'members.refused.identity.odd' });
  });
  it('a way back for another provider, or with nothing in it, finds nothing', async () => {
    const { token, search } = await travel();
    await expect(identities.comeBack(plain(), token, search)).rejects.toMatchObject(late);
    const again = await identities.setOut(ours(), wish);
    await expect(identities.comeBack(ours(), again.token, '')).rejects.toMatchObject({ key: 'members.refused.identity.odd' });
  });
  scene('a trip to add a way in ends only where its member is signed in', async ({ ada, bo }) => {
    for (const other of [undefined, bo]) {
      const { token, search } = await travel(plain(), undefined, {}, ada);
      await expect(identities.comeBack(plain(), token, search, other)).rejects.toMatchObject(late);
    }
    expect(await identities.of(ada)).toEqual([]);
    expect(await identities.of(bo)).toEqual([]);
  });
  it('a trip of ten minutes ago is over, and is swept', async () => {
    const { token, search } = await travel();
    const browser = createHash('sha256').update(token).digest();
    await asHouse(() => sql`update members.trips set asked_at = now() - interval '11 minutes' where browser_hash = ${browser}`);
    await expect(identities.comeBack(ours(), token, search)).rejects.toMatchObject(late);
    await asHouse(() => sql`update members.trips set asked_at = now() - interval '2 hours' where browser_hash = ${browser}`);
    await identities.sweep();
    expect(await asHouse(() => sql`select 1 from members.trips where browser_hash = ${browser}`)).toEqual([]);
  });
});
