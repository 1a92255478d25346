/**
 * `npm run backup [file]`, `npm run restore <file>`, `npm run verify <file>`,
 * and the same with `-- --vault` for the vault, which is a file of its own.
 *
 * Works on the database of DATABASE_OWNER_URL or DATABASE_URL; without them on
 * the embedded one, which is started for the while if it does not run.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BadArchive } from '#platform/archive';
import { backup, verify, type Summary } from '#platform/backup';
import { dataDir, ownerUrl, setting, vaultUrl } from '#platform/config';
import { ledgerFile } from '#platform/erasures';
import type { Store } from '#platform/migrate';
import { withDatabase } from '#platform/own-database';

const { values: wish, positionals: [verb, file] } = parseArgs({
  allowPositionals: true,
  options: { ledger: { type: 'string' }, 'no-ledger': { type: 'boolean' }, 'other-secret': { type: 'boolean' }, vault: { type: 'boolean' } }
});

const store: Store = wish.vault ? 'vault' : 'community';

const size = (bytes: number) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`);
const rowsOf = ({ copied }: Summary) => copied.reduce((sum, { rows }) => sum + rows, 0).toLocaleString('en');
const describe = (summary: Summary) => `${rowsOf(summary)} rows of ${summary.copied.length} tables as of ${summary.made}, ${size(summary.fileBytes)}`;

const usual = () => join(dataDir(), 'backups', `${wish.vault ? 'vault' : 'alongside'}-${new Date().toISOString().slice(0, 16).replace(/[T:]/g, '-')}.backup`);

const verbs: Record<string, () => Promise<void>> = {
  backup: async () => {
    const to = file ?? usual();
    const summary = await withDatabase(() => backup(wish.vault ? vaultOrWhy() : ownerUrl(), to, store));
    console.log(`Backed up and read back: ${describe(summary)}.\n${to}`);
    if (wish.vault) return console.log(`Keep it in another place than backups of the community, its passphrase in a third, and the vault's secret (${setting('VAULT_SECRET') ? 'VAULT_SECRET' : join(dataDir(), 'vault-secret')}) in a fourth.`);
    console.log(`Keep three things, in different places: this file, the passphrase, and the secret (${setting('SECRET') ? 'SECRET' : join(dataDir(), 'secret')}).`);
    console.log(`Keep ${ledgerFile()} too, always the newest: it says who left, and a restore needs it.`);
    if (vaultUrl()) console.log('The vault is not in it: npm run backup -- --vault');
  },
  verify: async () => {
    const summary = await verify(needed(), store);
    console.log(`Whole and readable: ${describe(summary)}, from PostgreSQL ${summary.server}.`);
    for (const { table, rows } of summary.copied) if (rows) console.log(`  ${table.padEnd(28)} ${rows.toLocaleString('en').padStart(12)}`);
  },
  restore: async () => {
    const { restore, restoreVault } = await import('#platform/restore');
    const from = needed();
    if (wish.vault) {
      const { summary, ran } = await withDatabase(() => restoreVault(vaultOrWhy(), from));
      console.log(`Restored: ${describe(summary)}.${ran.length ? ` Brought up to this version: ${ran.join(', ')}.` : ''}`);
      return console.log('Whoever has left for good since is taken out by the worker within a quarter of an hour of its start. Restore the community first.');
    }
    const done = await withDatabase(() => restore(ownerUrl(), from, { ledger: wish.ledger ?? ledgerFile(), noLedger: wish['no-ledger'], otherSecret: wish['other-secret'] }));
    console.log(`Restored: ${describe(done.summary)}.`);
    console.log(done.erased ? `${done.erased} who left for good after the backup ${done.erased === 1 ? 'is' : 'are'} gone again.` : `Nobody in it has left for good since (${done.marks} marks looked at).`);
    if (wish['no-ledger'] || wish['other-secret']) console.log('The ledger of erasures was not read. Whoever left after the backup was made is back; look into it by hand.');
    if (done.ran.length) console.log(`Brought up to this version: ${done.ran.join(', ')}.`);
  }
};

function vaultOrWhy(): string {
  return vaultUrl() || (() => { throw new BadArchive('There is no vault here: see VAULT and VAULT_URL.'); })();
}

function needed(): string {
  if (!file) throw new BadArchive(`Name the file: npm run ${verb} <file>`);
  return file;
}

try {
  const work = verbs[verb ?? ''];
  if (!work) throw new BadArchive('Say backup, restore or verify.');
  await work();
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  console.error(error instanceof BadArchive ? message : code === 'ENOSPC' ? 'The disk is full. Nothing was left half written.' : `It did not work: ${message}`);
  process.exitCode = 1;
}
