import { describe, expect, it } from 'vitest';
import { adultIn, levelIn, presets, readProviders, type Kind } from '#members/provider-rules';

const key = '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----';
const good = { name: 'A provider', issuer: 'https://id.example.org', clientId: 'us' };
const read = (file: Record<string, unknown>, isAtHome = false) => readProviders(JSON.stringify(file), { read: () => key, isAtHome });
const one = (kind: Kind, more = {}) => read({ it: { ...good, kind, clientSecret: 's', privateKeyFile: 'key.pem', ...more } }).providers[0]!;

describe('the operator’s file of providers', () => {
  it('is whole with a name, an issuer, a client and a way to prove it is us', () => {
    expect(read({ clinic: { ...good, clientSecret: 's' } })).toMatchObject({ wrong: [], providers: [{ id: 'clinic', kind: 'generic', scope: 'openid', levels: [], strong: [] }] });
    for (const kind of Object.keys(presets)) expect(read({ it: { ...good, kind, clientSecret: 's', privateKeyFile: 'key.pem' } }).wrong, kind).toEqual([]);
  });
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['an unknown kind', { kind: 'nhs' }, /"kind" is one of/],
    ['no name', { name: '' }, /"name"/],
    ['plain http', { issuer: 'http://id.example.org' }, /https/],
    ['http that only begins like home', { issuer: 'http://localhost.example.org' }, /https/],
    ['no secret', { clientSecret: '' }, /"clientSecret"/],
    ['NHS login with a secret', { kind: 'nhs-login', auth: 'client_secret_post' }, /private_key_jwt only/],
    ['a key that is none', { auth: 'private_key_jwt', privateKeyFile: undefined }, /PEM/],
    ['the NHS number', { kind: 'nhs-login', scope: 'openid profile' }, /NHS number/],
    ['a Norwegian national number, by leaving out no_pid', { kind: 'id-porten', scope: 'openid' }, /national number/],
    ['a Norwegian national number, by asking', { kind: 'bankid', scope: 'openid nnin_altsub nnin' }, /national number/],
    ['no level where one is needed', { kind: 'id-porten', levels: [] }, /"levels"/],
    ['an age where that would tell who somebody is', { kind: 'id-porten', age: true }, /"age"/]
  ])('is told what is wrong with it: %s', (_, more, because) => {
    expect(read({ it: { ...good, clientSecret: 's', privateKeyFile: 'key.pem', ...more } }).wrong.join()).toMatch(because);
  });
  it.each(['{', '[]', 'null', '3'])('that is %s says so', (text) => {
    expect(readProviders(text, { read: () => '', isAtHome: false })).toMatchObject({ providers: [], wrong: [expect.any(String)] });
  });
  it('may name a provider on this machine only when nobody else can reach us', () => {
    const local = { it: { ...good, issuer: 'http://localhost:4000', clientSecret: 's' } };
    expect(read(local, true).wrong).toEqual([]);
    expect(read(local, false).wrong).toHaveLength(1);
  });
});

describe('a level', () => {
  it.each<[Kind, Record<string, unknown>, string | undefined]>([
    ['id-porten', { acr: 'idporten-loa-high' }, 'idporten-loa-high'],
    ['id-porten', { acr: 'idporten-loa-low' }, undefined],
    ['id-porten', {}, undefined],
    ['nhs-login', { vot: 'P5.Cp.Cd' }, 'P5.Cp.Cd'],
    ['nhs-login', { vot: 'P0.Cp.Cd' }, undefined],
    ['nhs-login', { acr: 'P9.Cp.Cd' }, undefined],
    ['bankid', { acr: 'urn:bankid:bid' }, 'urn:bankid:bid'],
    ['bankid', { acr: 'urn:bankid:bis' }, undefined],
    ['helseid', { 'helseid://claims/identity/security_level': '4' }, '4'],
    ['helseid', { 'helseid://claims/identity/security_level': '3' }, undefined],
    ['helseid', { 'helseid://claims/identity/security_level': 4 }, undefined],
    ['generic', {}, ''],
    ['generic', { acr: 'whatever' }, 'whatever']
  ])('of %s that says %o is %s', (kind, claims, level) => {
    expect(levelIn(one(kind), claims)).toBe(level);
  });
});

describe('being an adult', () => {
  const today = new Date('2026-11-21T12:00:00Z');
  it.each([
    ['1980-01-01', true], ['2008-11-21', true], ['2008-11-22', false], ['2020-02-29', false], ['0000-01-01', undefined], ['', undefined], ['21.11.1980', undefined]
  ])('born %s: %s', (birthdate, adult) => {
    expect(adultIn(one('nhs-login', { age: true }), 'P9.Cp.Cd', { birthdate }, today)).toBe(adult);
  });
  it('is not asked unless the operator wants it, and not believed where nobody looked', () => {
    expect(adultIn(one('nhs-login'), 'P9.Cp.Cd', { birthdate: '1980-01-01' }, today)).toBeUndefined();
    expect(adultIn(one('nhs-login', { age: true }), 'P0.Cp.Cd', { birthdate: '1980-01-01' }, today)).toBeUndefined();
    expect(one('nhs-login', { age: true }).scope).toBe('openid basic_demographics');
  });
});
