/**
 * Somebody who works with members proves who they are with what they have at
 * work: against a real provider of identities in this process that does as
 * HelseID and NHS login do (oidc-provider). How sure it was goes with every
 * card they make from then on, and stays with the tie. (MSG-4, ID-4)
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, vi } from 'vitest';
import { asHouse, sql } from '#db';
import { identityProvider, through, type Liar } from '#test/identity-provider';
import { freePort } from '#test/running';
import { scene } from '#test/scene';
import * as codes from '#care/codes';
import * as invitations from '#care/invitations';
import * as organisations from '#care/organisations';
import * as providers from '#care/providers';
import * as ties from '#care/ties';
import type { Account, Steward } from '#members/members';
import * as identities from '#members/identities';
import * as known from '#members/providers';
import * as sessions from '#members/sessions';

const dir = mkdtempSync('/tmp/alongside-joining-');
let there: Liar | undefined;
afterEach(async () => {
  await there?.close();
  there = undefined;
  vi.unstubAllEnvs();
  known.forgetAll();
});
afterAll(() => rmSync(dir, { recursive: true }));

const kinds = [
  { kind: 'helseid', name: 'HelseID', alg: 'RS256', claim: { 'helseid://claims/identity/security_level': '4' }, low: { 'helseid://claims/identity/security_level': '3' }, level: '4' },
  { kind: 'nhs-login', name: 'NHS login', alg: 'RS512', claim: { vot: 'P9.Cp.Cd' }, low: { vot: 'P0.Cp' }, level: 'P9.Cp.Cd' }
] as const;
type Kind = (typeof kinds)[number];

async function open({ kind, name, alg }: Kind) {
  const port = await freePort();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  vi.stubEnv('PORT', '4999');
  there = await identityProvider(port, [{
    client_id: kind, redirect_uris: [`http://localhost:4999/sign-in/with/${kind}/back`], token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: alg,
    id_token_signed_response_alg: alg, jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg, kid: 'k' } as { kty: string }] }
  }], ['any'], alg);
  writeFileSync(join(dir, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(dir, 'providers.json'), JSON.stringify({ [kind]: { kind, name, issuer: there.issuer, clientId: kind, privateKeyFile: 'key.pem' } }));
  vi.stubEnv('PROVIDERS', join(dir, 'providers.json'));
  known.forgetAll();
  expect(known.wrongProviders()).toEqual([]);
  return known.find(kind)!;
}

async function travel(provider: NonNullable<ReturnType<typeof known.find>>, who: string, next = '', member?: Account) {
  const { address, token } = await identities.setOut(provider, { device: 'own', next, address: 'a test', member });
  return { token, back: await identities.comeBack(provider, token, await through(address, who, { level: 'any' }), member) };
}

const joining = { name: 'Kari Nes', role: 'nurse', pass: 'seven green boats at the quay', language: 'en' as const };
const invited = async (iben: Steward, name: string) => invitations.offer(iben, { organisationId: await organisations.add(iben, { name, reach: '' }) });

describe.each(kinds)('joining with $name', (one) => {
  scene('is by the same link, once; the level goes with the account, its cards and each tie', async ({ iben, bo }) => {
    const provider = await open(one);
    there!.twist((claims) => ({ ...claims, ...one.claim }));
    const link = await invited(iben, 'Proved Clinic');
    const { token, back } = await travel(provider, 'a-nurse', `/care/join/${link}`);
    expect(back).toMatchObject({ as: 'new', level: one.level, next: `/care/join/${link}` });
    const { accountId } = await invitations.take(link, { ...joining, signInName: `kari@${one.kind}.example` }, token);

    const again = await travel(provider, 'a-nurse');
    expect(again.back).toMatchObject({ as: 'member', memberId: accountId, isStrong: true });
    const { member, work } = await sessions.whoever(await sessions.begin(accountId, 'own', 'a test', { factor: true }));
    expect(member).toBeUndefined();
    const kari = (await providers.enter(work!))!;
    expect((await providers.all(iben)).find(({ name }) => name === 'Kari Nes')).toMatchObject({ hasFactor: true });

    const { codes: [code] } = await codes.make(kari, 'card');
    expect(await codes.read(bo, code!)).toMatchObject({ name: 'Kari Nes', identity: `${one.kind} ${one.level}` });
    const tie = await ties.confirm(bo, { code: code!, knownAs: 'Per' }, 'a test');
    await asHouse(() => sql`delete from members.identities where member_id = ${accountId}`);
    expect(await ties.one(bo, tie)).toMatchObject({ identity: `${one.kind} ${one.level}` }); // as it was when the member said yes
    const { codes: [later] } = await codes.make(kari, 'card');
    expect(await codes.read(bo, later!)).toMatchObject({ identity: 'factor' });
    expect(JSON.stringify(await asHouse(() => sql`select * from members.identities`))).not.toContain('a-nurse');
  });
  scene('can come later: it is added to the account, is on the next card, and can be taken away again', async ({ iben, bo, sol }) => {
    const provider = await open(one);
    there!.twist((claims) => ({ ...claims, ...one.claim }));
    const { accountId } = await invitations.take(await invited(iben, 'Later Clinic'), { ...joining, signInName: `later@${one.kind}.example` });
    const work = (await sessions.whoever(await sessions.begin(accountId, 'own', 'a test', { factor: true }))).work!;
    const cardOf = async () => codes.read(bo, (await codes.make((await providers.enter(work))!, 'card')).codes[0]!);
    expect(await cardOf()).toMatchObject({ identity: 'factor' });
    expect(await identities.ways(work)).toEqual([{ id: one.kind, name: one.name, usedAt: undefined }]);

    expect((await travel(provider, 'b-nurse', '', work)).back).toMatchObject({ as: 'added' });
    expect(await identities.ways(work)).toEqual([{ id: one.kind, name: one.name, usedAt: expect.any(Date) }]);
    expect(await cardOf()).toMatchObject({ identity: `${one.kind} ${one.level}` });
    expect((await travel(provider, 'b-nurse')).back).toMatchObject({ as: 'member', memberId: accountId });
    const other = (await sessions.whoever(await sessions.begin(sol.id, 'own', 'a test', { factor: true }))).work!;
    await expect(travel(provider, 'b-nurse', '', other)).rejects.toMatchObject({ key: 'members.refused.identity.taken' });
    await identities.remove(other, one.kind); // has none
    expect(await identities.ways(work)).toHaveLength(1);
    await identities.remove(work, one.kind);
    expect(await cardOf()).toMatchObject({ identity: 'factor' });
  });
  scene('is turned away below the level, and one person’s proof opens no second account', async ({ iben }) => {
    const provider = await open(one);
    there!.twist((claims) => ({ ...claims, ...one.low }));
    await expect(travel(provider, 'a-nurse')).rejects.toMatchObject({ key: 'members.refused.identity.level' });
    there!.twist((claims) => ({ ...claims, ...one.claim }));
    const [first, second] = [await invited(iben, 'First'), await invited(iben, 'Second')];
    const [here, elsewhere] = [await travel(provider, 'a-nurse'), await travel(provider, 'a-nurse')];
    await invitations.take(first, { ...joining, signInName: 'one@first.example' }, here.token);
    await expect(invitations.take(second, { ...joining, signInName: 'two@second.example' }, elsewhere.token)).rejects.toMatchObject({ key: 'members.refused.identity.taken' });
  });
});
