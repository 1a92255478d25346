import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { identityProvider, through } from '#test/identity-provider';
import { freePort } from '#test/running';
import * as identities from '#members/identities';
import * as providers from '#members/providers';

const dir = mkdtempSync('/tmp/alongside-provider-kinds-');
const wish = { device: 'own' as const, next: '/talk', address: '192.0.2.7' };

beforeAll(() => void vi.stubEnv('PORT', '4999'));
afterAll(() => rmSync(dir, { recursive: true }));
// What an answer was not believed for goes to the log.
beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true));
afterEach(() => void vi.restoreAllMocks());

describe('the kinds we know, against a provider that does as they do', () => {
  const keyed = async (kind: string, levels: string[], alg: 'RS256' | 'RS512') => {
    const port = await freePort();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const theirs = await identityProvider(port, [{
      client_id: kind, redirect_uris: [`http://localhost:4999/sign-in/with/${kind}/back`], token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: alg,
      id_token_signed_response_alg: alg, jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', alg, kid: 'k' } as { kty: string }] }
    }], levels, alg);
    writeFileSync(join(dir, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(dir, 'keyed.json'), JSON.stringify({ [kind]: { kind, name: 'Keyed', issuer: theirs.issuer, clientId: kind, privateKeyFile: 'key.pem' } }));
    const before = process.env.PROVIDERS!;
    vi.stubEnv('PROVIDERS', join(dir, 'keyed.json'));
    providers.forgetAll();
    expect(providers.wrongProviders()).toEqual([]);
    return { theirs, provider: providers.find(kind)!, end: async () => {
      vi.stubEnv('PROVIDERS', before);
      providers.forgetAll();
      await theirs.close();
    } };
  };
  it('ID-porten: a key instead of a secret, the request pushed ahead, no national number asked for, and the level looked at', async () => {
    const { provider, end } = await keyed('id-porten', ['idporten-loa-high', 'idporten-loa-low'], 'RS256');
    const { address, token } = await identities.setOut(provider, wish);
    expect(provider.scope).toBe('openid no_pid');
    expect(new URL(address).searchParams.get('request_uri')).toMatch(/^urn:/);
    expect(await identities.comeBack(provider, token, await through(address, 'kari', { level: 'idporten-loa-high' }))).toMatchObject({ as: 'new', level: 'idporten-loa-high', adult: undefined });
    const low = await identities.setOut(provider, wish);
    await expect(identities.comeBack(provider, low.token, await through(low.address, 'kari', { level: 'idporten-loa-low' }))).rejects.toMatchObject({ key: 'members.refused.identity.level' });
    await end();
  });
  it('NHS login: RS512 both ways, vtr always sent, and vot one of those asked for', async () => {
    const { theirs, provider, end } = await keyed('nhs-login', ['any'], 'RS512');
    const answered = async (vot: unknown) => {
      theirs.twist((claims) => ({ ...claims, vot, vtm: 'https://auth.sandpit.signin.nhs.uk/trustmark' }));
      const { address, token } = await identities.setOut(provider, wish);
      expect(JSON.parse(new URL(address).searchParams.get('vtr')!)).toEqual(provider.levels);
      return identities.comeBack(provider, token, await through(address, 'kari', { level: 'any' }));
    };
    expect(await answered('P9.Cp.Cd')).toMatchObject({ as: 'new', level: 'P9.Cp.Cd' });
    for (const vot of ['P0.Cp.Cd', 'P9', undefined, '']) await expect(answered(vot)).rejects.toMatchObject({ key: 'members.refused.identity.level' });
    await end();
  });
  it('HelseID: a key instead of a secret, the request pushed ahead, and the level in its own claim [ID-4]', async () => {
    const { theirs, provider, end } = await keyed('helseid', ['Level4', 'Level3'], 'RS256');
    const answered = async (level: unknown) => {
      theirs.twist((claims) => ({ ...claims, 'helseid://claims/identity/security_level': level }));
      const { address, token } = await identities.setOut(provider, wish);
      expect(new URL(address).searchParams.get('request_uri')).toMatch(/^urn:/);
      return identities.comeBack(provider, token, await through(address, 'kari', { level: 'Level4' }));
    };
    expect(provider.scope).not.toMatch(/hpr|pid/);
    expect(await answered('4')).toMatchObject({ as: 'new', level: '4' });
    for (const level of ['3', undefined, 4]) await expect(answered(level)).rejects.toMatchObject({ key: 'members.refused.identity.level' });
    await end();
  });
  it('BankID: a secret, no national number asked for, and only BankID itself, not the app alone [ID-4]', async () => {
    const port = await freePort();
    const theirs = await identityProvider(port, [{ client_id: 'bankid', client_secret: 'a secret of the test', redirect_uris: ['http://localhost:4999/sign-in/with/bankid/back'] }], ['urn:bankid:bid', 'urn:bankid:bis']);
    const before = process.env.PROVIDERS!;
    writeFileSync(join(dir, 'bankid.json'), JSON.stringify({ bankid: { kind: 'bankid', name: 'BankID', issuer: theirs.issuer, clientId: 'bankid', clientSecret: 'a secret of the test' } }));
    vi.stubEnv('PROVIDERS', join(dir, 'bankid.json'));
    providers.forgetAll();
    expect(providers.wrongProviders()).toEqual([]);
    const provider = providers.find('bankid')!;
    expect(provider.scope).not.toMatch(/nnin/);
    const there = await identities.setOut(provider, wish);
    expect(await identities.comeBack(provider, there.token, await through(there.address, 'kari', { level: 'urn:bankid:bid' }))).toMatchObject({ as: 'new', level: 'urn:bankid:bid' });
    const weak = await identities.setOut(provider, wish);
    await expect(identities.comeBack(provider, weak.token, await through(weak.address, 'kari', { level: 'urn:bankid:bis' }))).rejects.toMatchObject({ key: 'members.refused.identity.level' });
    vi.stubEnv('PROVIDERS', before);
    providers.forgetAll();
    await theirs.close();
  });
});
