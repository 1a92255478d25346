import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prepare } from '#platform/prepare';
import { fields, nothing } from '#vault/field-rules';
import * as vault from '#vault/vault';
import type { Details } from '#vault/field-rules';

const full: Details = { name: 'Åse Nordmann', phone: '+47 22 00 00 00', address: 'Storgata 1\nOslo', contact: 'Per, 40 00 00 00', provider: 'Legene på hjørnet' };

describe('the wall between the two databases', () => {
  const clients: pg.Client[] = [];
  const reach = async (url: string, options = '') => {
    const client = new pg.Client({ connectionString: url, options });
    clients.push(client);
    await client.connect();
    return client;
  };
  const between = (from: string, to: string) => from.replace(/\/[a-z_]+\?/, `/${/\/([a-z_]+)\?/.exec(to)![1]}?`);
  let theirs: string;
  let ours: string;
  beforeAll(() => {
    theirs = process.env.VAULT_URL!;
    ours = process.env.DATABASE_URL!;
  });
  afterAll(async () => void (await Promise.all(clients.map((client) => client.end().catch(() => {})))));

  it('turns the community’s account away from the vault', async () => {
    await expect(reach(between(ours, theirs))).rejects.toThrow(/pg_hba.conf rejects connection/);
  });
  it('turns the vault’s account away without its password, and from the community with it', async () => {
    await expect(reach(theirs.replace(/:[\w-]+@/, ':guessed@'))).rejects.toThrow(/password authentication failed/);
    await expect(reach(between(theirs, ours))).rejects.toThrow(/pg_hba.conf rejects connection/);
  });
  it('gives the app’s role no right to connect, no role and no way round', async () => {
    const client = await reach(ours, '-c role=alongside_app');
    const { rows } = await client.query(`select has_database_privilege('alongside_app', 'alongside_vault', 'connect') as may, pg_has_role('alongside_app', 'alongside_vault', 'member') as is,
      (select count(*)::int from pg_extension where extname in ('dblink', 'postgres_fdw', 'file_fdw')) as ways`);
    expect(rows).toEqual([{ may: false, is: false, ways: 0 }]);
    await expect(client.query('set role alongside_vault; select 1 from vault.people')).rejects.toThrow();
    await expect(client.query('select 1 from vault.people')).rejects.toThrow('does not exist');
    await expect(client.query('create extension dblink')).rejects.toThrow(/permission denied/);
  });
  it('stops a start whose vault opens to the community', async () => {
    const before = process.env.VAULT_URL;
    process.env.VAULT_URL = ours.replace(/\/[a-z_]+\?/, '/postgres?');
    await expect(prepare(ours)).rejects.toThrow('The vault opens to the account of the community');
    process.env.VAULT_URL = before;
    const client = await reach(ours.replace(/\/[a-z_]+\?/, '/postgres?'));
    await client.query('drop schema vault cascade; drop schema platform cascade');
  });
});

describe('a place without a vault', () => {
  it('keeps nothing, shows nothing, and says that help cannot be sent', async () => {
    vi.resetModules();
    vi.stubEnv('VAULT', 'off');
    const without: typeof vault = await import('#vault/vault');
    const somebody = { id: randomUUID() };
    expect(without.isThere()).toBe(false);
    expect(without.promise()).toBe('none');
    expect(without.promise({ ...nothing, phone: true })).toBe('none');
    expect(await without.knows(somebody)).toEqual(nothing);
    await expect(without.put(somebody, full)).rejects.toThrow();
    await expect(without.show(somebody as never)).rejects.toThrow();
    await without.forget(somebody);
    expect(await without.forgetTheGone()).toBe(0);
    vi.unstubAllEnvs();
  });
  it('a place with one promises no more than it can keep', () => {
    expect(vault.promise()).toBe('asked');
    expect(vault.promise({ ...nothing, name: true, provider: true, adult: true })).toBe('nothing');
    for (const field of fields) expect(vault.promise({ ...nothing, [field]: true })).toBe(['phone', 'address', 'contact'].includes(field) ? 'some' : 'nothing');
  });
});
