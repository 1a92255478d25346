/**
 * `npm run backup [file]`, `npm run restore -- <file>`, `npm run verify -- <file>`,
 * and the same with `--vault` for the vault, which is a file of its own.
 *
 * Works on the database of DATABASE_OWNER_URL or DATABASE_URL; without them on
 * the embedded one, which is started for the while if it does not run.
 */
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { BadArchive } from '#platform/archive';
import { backup, forgetOld, named, usualName, verify, type Summary } from '#platform/backup';
import { dataDir, ownerUrl, setting, vaultUrl } from '#platform/config';
import { ledgerFile } from '#platform/erasures';
import type { Store } from '#platform/migrate';
import { withDatabase } from '#platform/own-database';

const options = { ledger: { type: 'string' }, 'no-ledger': { type: 'boolean' }, 'other-secret': { type: 'boolean' }, vault: { type: 'boolean' } } as const;
const meant = 'npm run restore -- <file> --ledger <erasures.log>';

/** What was typed. Half of it is never enough: without the ledger people who left come back, without --vault it is the other database. */
function typed() {
  // Without two dashes npm takes an option for one of its own, and hands on what stood behind it as a word.
  if (Object.keys(options).some((name) => process.env[`npm_config_${name.replace('-', '_')}`] !== undefined)) throw new BadArchive(`npm kept an option for itself. Two dashes come before the options: ${meant}`);
  const read = readWords();
  const [verb, file, more] = read.positionals;
  if (more !== undefined) throw new BadArchive(`One file at a time, and "${more}" is one word too many. An option has its name before it: ${meant}`);
  return { wish: read.values, verb, file };
}

function readWords() {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new BadArchive(`${(error as Error).message}\nIt goes like this: ${meant}`);
  }
}

let wish: ReturnType<typeof typed>['wish'] = {};
let file: string | undefined;
let store: Store = 'community';

const size = (bytes: number) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`);
const rowsOf = ({ copied }: Summary) => copied.reduce((sum, { rows }) => sum + rows, 0).toLocaleString('en');
const describe = (summary: Summary) => `${rowsOf(summary)} rows of ${summary.copied.length} tables as of ${summary.made}, ${size(summary.fileBytes)}`;

/** Keys a backup needs beside the secret, by name. */
const needs = ({ locks }: Summary) => Object.keys(locks ?? {}).filter((name) => name !== 'secret').map((name) => `"${name}"`);

/** Each store has a folder of its own, so that whoever copies one away does not take the other along. */
const folderOf = (of: Store) => join(dataDir(), of === 'vault' ? 'vault-backups' : 'backups');
const usual = () => join(folderOf(store), usualName(store));

const verbs: Record<string, () => Promise<void>> = {
  backup: async () => {
    const to = file ?? usual();
    const summary = await withDatabase(() => backup(wish.vault ? vaultOrWhy() : ownerUrl(), to, store));
    console.log(`Backed up and read back: ${describe(summary)}.\n${to}`);
    const days = Number(setting('BACKUP_DAYS'));
    const folders = store === 'vault' ? [dirname(to), folderOf('community')] : [dirname(to)]; // where the vault's lay before they had a place of their own
    const gone = file || !days ? 0 : folders.reduce((sum, folder) => sum + forgetOld(folder, store, days), 0);
    if (gone) console.log(`${gone} ${gone === 1 ? 'backup' : 'backups'} older than ${days} days ${gone === 1 ? 'is' : 'are'} deleted here. Delete copies elsewhere, too.`);
    const beside = wish.vault ? named(folderOf('community'), 'vault') : [];
    if (beside.length) console.log(`${beside.length} of the vault from before ${beside.length === 1 ? 'lies' : 'lie'} beside those of the community (${folderOf('community')}): together they say who wrote what. Move them away: ${beside.join(', ')}`);
    if (wish.vault) return console.log(`Keep it in another place than backups of the community, its passphrase in a third, and the vault's secret (${setting('VAULT_SECRET') ? 'VAULT_SECRET' : join(dataDir(), 'vault-secret')}) in a fourth.`);
    console.log(`Keep three things, in different places: this file, the passphrase, and the secret (${setting('SECRET') ? 'SECRET' : join(dataDir(), 'secret')}).`);
    if (needs(summary).length) console.log(`What members keep is locked with ${needs(summary).join(', ')}: keep that too, as long as this file (SEAL_KEYS, or the key service).`);
    console.log(`Keep ${ledgerFile()} too, always the newest: it says who left, and a restore needs it.`);
    if (vaultUrl()) console.log('The vault is not in it: npm run backup -- --vault');
  },
  verify: async () => {
    const summary = await verify(needed('verify'), store);
    console.log(`Whole and readable: ${describe(summary)}, from PostgreSQL ${summary.server}.`);
    if (needs(summary).length) console.log(`To be read it needs the secret, and these keys that lock what members keep: ${needs(summary).join(', ')}.`);
    for (const { table, rows } of summary.copied) if (rows) console.log(`  ${table.padEnd(28)} ${rows.toLocaleString('en').padStart(12)}`);
  },
  restore: async () => {
    const { restore, restoreVault } = await import('#platform/restore');
    const from = needed('restore');
    if (wish.vault) {
      const { summary, ran } = await withDatabase(() => restoreVault(vaultOrWhy(), from), { made: true });
      console.log(`Restored: ${describe(summary)}.${ran.length ? ` Brought up to this version: ${ran.join(', ')}.` : ''}`);
      return console.log('Whoever has left for good since is taken out by the worker within a quarter of an hour of its start. Restore the community first. What people took out of the vault since is back in it: tell them.');
    }
    const done = await withDatabase(() => restore(ownerUrl(), from, { ledger: wish.ledger ?? ledgerFile(), noLedger: wish['no-ledger'], otherSecret: wish['other-secret'] }), { made: true });
    console.log(`Restored: ${describe(done.summary)}.`);
    console.log(done.erased ? `${done.erased} who left for good after the backup ${done.erased === 1 ? 'is' : 'are'} gone again.` : `Nobody in it has left for good since (${done.marks} marks looked at).`);
    if (done.said) console.log(`${done.said} who said after the backup that they leave for good, or stay after all, ${done.said === 1 ? 'is' : 'are'} as they said last.`);
    if (done.rested) console.log(`${done.rested} of whom it was said after the backup that their account rests, or rests no more, ${done.rested === 1 ? 'is' : 'are'} as was said last.`);
    if (!done.ledgerRead) console.log('The ledger of erasures was not read. Whoever left after the backup was made is back; look into it by hand. Who asked to leave since, or to stay after all, is as it was then; so is an account that came to rest since, or was woken: look into that by hand, too.');
    console.log('Whoever is on the way to leave for good has fourteen days from now, so that nobody is gone who wanted to stay. Ways back in with a code from the sheet that were waiting have stopped.');
    console.log(`What members keep for themselves and letters with providers: ${done.opening.opened} keys open.`);
    for (const { table, lock, keys } of done.opening.closed) console.log(`${keys} keys of ${table} do NOT open: "${lock}" is missing. What they lock cannot be read, and its pages do not open, until that key is back.`);
    console.log('What members took back since the backup was made stands in no backup. So all sharing with providers and all tokens are ended; blocks, signed-out devices, ended ties, roles and pass-sentences are as they were then. Members are told by a notice, stewards by an alarm. Tell them yourself, too.');
    if (done.ran.length) console.log(`Brought up to this version: ${done.ran.join(', ')}.`);
  }
};

function vaultOrWhy(): string {
  return vaultUrl() || (() => { throw new BadArchive('There is no vault here: see VAULT and VAULT_URL.'); })();
}

function needed(verb: string): string {
  if (!file) throw new BadArchive(`Name the file: npm run ${verb} -- <file>`);
  return file;
}

try {
  const said = typed();
  ({ wish, file } = said);
  store = wish.vault ? 'vault' : 'community';
  const work = verbs[said.verb ?? ''];
  if (!work) throw new BadArchive('Say backup, restore or verify.');
  await work();
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  console.error(error instanceof BadArchive ? message : code === 'ENOSPC' ? 'The disk is full. Nothing was left half written.' : `It did not work: ${message}`);
  process.exitCode = 1;
}
