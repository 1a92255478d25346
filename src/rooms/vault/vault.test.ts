import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { asHouse, disconnect as leaveCommunity } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { backup, verify } from '#platform/backup';
import { ledgerFile, readLedger, rememberErasure } from '#platform/erasures';
import { restoreVault } from '#platform/restore';
import { fingerprint } from '#platform/secrets';
import { disconnect, sql } from '#platform/vault.server';
import { ownFolder } from '#test/own-folder';
import { scene } from '#test/scene';
import { canBeReached, nothing } from '#vault/field-rules';
import * as things from '#vault/things';
import * as vault from '#vault/vault';
import type { Details, Field } from '#vault/field-rules';
import type { BrokenGlass } from '#vault/vault';

/** As the breaking of the glass would make it. */
const broken = (memberId: string, allowed: Field[], until = new Date(Date.now() + 60_000), opening: string = randomUUID()) =>
  ({ opening, memberId, fields: allowed, until }) as unknown as BrokenGlass;

const full: Details = { name: 'Åse Nordmann', phone: '+47 22 00 00 00', address: 'Storgata 1\nOslo', contact: 'Per, 40 00 00 00', provider: 'Legene på hjørnet' };
const everything = () => sql<{ row: string }>`select p::text as row from vault.people p union all select d::text from vault.details d union all select o::text from vault.openings o`;

const dir = ownFolder('vault'); // secrets and the ledger of this test are nobody else's
afterEach(async () => void (await sql`delete from vault.people`));
afterAll(async () => {
  await Promise.all([disconnect(), leaveCommunity()]);
  rmSync(dir, { recursive: true });
});

describe('the vault (ID-4)', () => {
  scene('asks nothing: who gave nothing is like somebody it never heard of', async ({ ada }) => {
    expect(await vault.knows(ada)).toEqual(nothing);
    expect(await vault.put(ada, {})).toEqual([]);
    expect(await vault.put(ada, { name: '  \u200b ', phone: '' })).toEqual([]);
    expect(await sql`select 1 from vault.people`).toEqual([]);
    expect(await vault.show(ada)).toEqual({});
    await vault.remove(ada, 'name');
    await vault.forget(ada);
  });
  scene('answers yes and no, and gives the words back to their own member alone', async ({ ada, bo, iben }) => {
    await vault.put(ada, full);
    expect(await vault.knows(ada)).toEqual({ name: true, phone: true, address: true, contact: true, provider: true, adult: false });
    expect(await vault.show(ada)).toEqual(full);
    expect(await vault.knows(bo)).toEqual(nothing);
    expect(await vault.show(bo)).toEqual({});
    expect(await vault.show(iben)).toEqual({});
    expect(await things.of(bo)).toEqual({ realMe: [] });
    expect(await things.of(ada)).toEqual({ realMe: [full] });
  });
  scene('changes what is given again, leaves what is left empty, and takes out one thing', async ({ ada }) => {
    await vault.put(ada, full);
    await vault.put(ada, { phone: '99 99 99 99', name: '' });
    expect(await vault.show(ada)).toEqual({ ...full, phone: '99 99 99 99' });
    await vault.remove(ada, 'phone');
    await vault.remove(ada, 'phone');
    await expect(vault.remove(ada, 'member_mark')).rejects.toThrow(NotFound);
    expect(Object.keys(await vault.show(ada))).toEqual(['name', 'address', 'contact', 'provider']);
    await vault.forget(ada);
    expect(await vault.knows(ada)).toEqual(nothing);
  });
  scene('says which field does not do, and keeps nothing of it', async ({ ada }) => {
    await expect(vault.put(ada, { name: 'Åse', phone: '12' })).rejects.toMatchObject({ key: 'vault.refused.phone', field: 'phone' });
    await expect(vault.put(ada, { address: 'x'.repeat(401) })).rejects.toThrow(Refusal);
    expect(await vault.knows(ada)).toEqual(nothing);
  });
  scene('believes that somebody is an adult from a provider, not from themselves', async ({ ada }) => {
    await vault.put(ada, { adult: true });
    expect((await vault.knows(ada)).adult).toBe(false);
    await vault.put(ada, { adult: true }, { source: 'nhs', level: 'P9' });
    expect((await vault.knows(ada)).adult).toBe(true);
    await vault.put(ada, { name: 'Åse' });
    expect((await vault.knows(ada)).adult).toBe(true);
  });
  scene('holds no word and no member’s id that anybody could read', async ({ ada }) => {
    await vault.put(ada, full);
    const rows = (await everything()).map(({ row }) => row).join('\n');
    expect(rows.length).toBeGreaterThan(500);
    for (const said of [...Object.values(full).flatMap((text) => text.split(/[\s,]+/)).filter((word) => word.length > 3), ada.id, ada.personaId, ada.name]) expect(rows).not.toContain(said);
  });
  scene('does not open a sealed word that was moved to another person or another field', async ({ ada, bo }) => {
    await vault.put(ada, { name: 'Åse' });
    await vault.put(bo, { name: 'Bjørn', provider: 'Legen' });
    await sql`update vault.details d set sealed = (select sealed from vault.details o where o.field = 'provider') where d.field = 'name' and d.sealed <> (select sealed from vault.details o where o.field = 'provider')`;
    await expect(vault.show(ada)).rejects.toThrow();
    await expect(vault.show(bo)).rejects.toThrow();
  });
});

describe('through the broken glass', () => {
  scene('come the fields that were named, and a trace in the same moment', async ({ ada, bo }) => {
    await vault.put(ada, full);
    await vault.put(bo, { name: 'Bjørn', phone: '55 55 55 55' });
    const glass = broken(ada.id, ['name', 'phone']);
    expect(await vault.open(glass, ada.id, ['phone'])).toEqual({ phone: full.phone });
    expect(await vault.open(glass, ada.id, ['name', 'phone'])).toEqual({ name: full.name, phone: full.phone });
    expect(await sql`select fields from vault.openings where opening = ${glass.opening} order by id`).toEqual([{ fields: ['phone'] }, { fields: ['name', 'phone'] }]);
  });
  scene('comes nothing more: another field, another member, too late', async ({ ada, bo }) => {
    await vault.put(ada, full);
    await vault.put(bo, full);
    const glass = broken(ada.id, ['phone']);
    await expect(vault.open(glass, ada.id, ['phone', 'address'])).rejects.toThrow(NotFound);
    await expect(vault.open(glass, bo.id, ['phone'])).rejects.toThrow(NotFound);
    await expect(vault.open(broken(ada.id, ['phone'], new Date(Date.now() - 1)), ada.id, ['phone'])).rejects.toThrow(NotFound);
    expect(await sql`select 1 from vault.openings where opening = ${glass.opening}`).toEqual([]);
  });
  scene('comes nothing of somebody who gave nothing', async ({ cleo }) => {
    expect(await vault.open(broken(cleo.id, ['phone']), cleo.id, ['phone'])).toEqual({});
  });
  it('a trace is never changed and never taken away', async () => {
    await sql`insert into vault.openings (opening, person_key, fields) values ('a test', gen_random_uuid(), '{name}')`;
    await expect(sql`delete from vault.openings`).rejects.toThrow('only ever added');
    await expect(sql`update vault.openings set fields = '{}'`).rejects.toThrow('only ever added');
  });
});

describe('leaving for good', () => {
  scene('reaches the vault, and only those who left', async ({ ada, bo }) => {
    await vault.put(ada, full);
    await vault.put(bo, full);
    await asHouse(() => rememberErasure(ada.id));
    expect(await vault.forgetTheGone()).toBe(1);
    expect(await vault.forgetTheGone()).toBe(0);
    expect(await vault.knows(ada)).toEqual(nothing);
    expect(canBeReached(await vault.knows(bo))).toBe(true);
  });
});

describe('a backup of the vault', { timeout: 60_000 }, () => {
  const file = join(dir, 'vault.backup');
  const at = () => process.env.VAULT_URL!;
  scene('is a file of its own under a passphrase of its own, and comes back without those who left', async ({ ada, bo }) => {
    await vault.put(ada, full);
    await vault.put(bo, full);
    process.env.BACKUP_PASSPHRASE = 'a long enough passphrase';
    await expect(backup(at(), file, 'vault')).rejects.toThrow('Set VAULT_BACKUP_PASSPHRASE');
    process.env.VAULT_BACKUP_PASSPHRASE = process.env.BACKUP_PASSPHRASE;
    await expect(backup(at(), file, 'vault')).rejects.toThrow('are the same');
    process.env.VAULT_BACKUP_PASSPHRASE = 'quite another passphrase';
    expect((await backup(at(), file, 'vault')).copied.map(({ table }) => table)).toEqual(['vault.details', 'vault.key_marks', 'vault.openings', 'vault.people']);
    const ofCommunity = await backup(process.env.DATABASE_URL!, join(dir, 'community.backup'));
    expect(ofCommunity.copied.filter(({ table }) => table.startsWith('vault.'))).toEqual([]);
    await expect(verify(file)).rejects.toThrow('the passphrase is another one');
    process.env.BACKUP_PASSPHRASE = process.env.VAULT_BACKUP_PASSPHRASE;
    await expect(verify(file)).rejects.toThrow('is a backup of the vault, not of the community');
    process.env.BACKUP_PASSPHRASE = 'a long enough passphrase';

    await expect(restoreVault(at(), file)).rejects.toThrow('There is somebody in this vault');
    await sql`delete from vault.people`;
    process.env.VAULT_SECRET = 'another secret of the vault, long enough';
    await expect(restoreVault(at(), file)).rejects.toThrow('another secret of the vault');
    delete process.env.VAULT_SECRET;
    await restoreVault(at(), file);
    expect(await vault.show(ada)).toEqual(full);
    await asHouse(() => rememberErasure(ada.id));
    expect(await vault.forgetTheGone()).toBe(1);
    expect(await vault.knows(ada)).toEqual(nothing);
    expect(await vault.show(bo)).toEqual(full);
  });
});

describe('a vault whose community has another secret than before (ID-4)', () => {
  const under = async (secret: string, work: () => Promise<unknown>) => {
    process.env.SECRET = secret;
    await work().finally(() => delete process.env.SECRET);
  };
  const old = 'the old secret of the community, which is lost';
  scene('forgets those who leave: their marks are renewed when the worker starts', async ({ ada, bo }) => {
    await under(old, () => vault.put(ada, full));
    await vault.put(bo, full);
    expect(await vault.settle([ada, bo])).toBe(0);
    await asHouse(() => rememberErasure(ada.id));
    expect(await vault.forgetTheGone()).toBe(1);
    expect(await vault.knows(ada)).toEqual(nothing);
    expect(await vault.show(bo)).toEqual(full);
  });
  scene('… and when they change something', async ({ ada }) => {
    await under(old, () => vault.put(ada, full));
    await vault.put(ada, { phone: '99 99 99 99' });
    await asHouse(() => rememberErasure(ada.id));
    expect(await vault.forgetTheGone()).toBe(1);
  });
  scene('lets go of what is nobody’s after a fortnight, not before, and never because the community is empty', async ({ ada, bo, cleo }) => {
    const on = (day: number) => new Date(Date.UTC(2026, 10, day));
    for (const one of [ada, bo]) await vault.put(one, full);
    expect(await vault.settle([bo, cleo], on(1))).toBe(0);
    expect(await vault.settle([], on(20))).toBe(0);
    expect(await vault.settle([bo, cleo], on(14))).toBe(0);
    expect(await vault.settle([ada, bo], on(14))).toBe(0); // restored after the vault was
    expect(await vault.settle([bo, cleo], on(16))).toBe(0);
    expect(await vault.settle([bo, cleo], on(30))).toBe(1);
    expect(await vault.show(bo)).toEqual(full);
  });
  scene('keeps what was sealed under another secret of the vault, which may be found again', async ({ ada, bo }) => {
    await vault.put(ada, full);
    await sql`update vault.people set member_mark = 'another', alone_since = now() - interval '90 days'`;
    await sql`update vault.details set sealed = 's1.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA'`;
    expect(await vault.settle([bo])).toBe(0);
    expect(await sql`select 1 from vault.people`).toHaveLength(1);
  });
  it('writes down who leaves in a ledger of its own, beside the old one', async () => {
    const ledgers = () => readdirSync(dir).filter((name) => name.startsWith('erasures')).length;
    const before = ledgers();
    await under(old, () => asHouse(() => rememberErasure(randomUUID())));
    expect(ledgers()).toBe(before + 1);
    await under(old, async () => expect(readLedger(ledgerFile()).fingerprint).toBe(fingerprint()));
  });
});
