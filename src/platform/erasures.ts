/**
 * Who left for good, remembered so that a restored backup does not bring them back.
 *
 * What is kept is a mark: a keyed hash of the member's id. Without this
 * installation's secret it leads to nobody. The mark goes into the database in
 * the transaction of the leaving, and into a ledger file beside the backups,
 * which outlives the database. A restore reads the ledger.
 *
 * The line in the file is written before the transaction ends: should it then
 * be rolled back, a mark too many stands there, of somebody whose time to leave
 * has come anyway. The other way round somebody could come back.
 */
import { createHmac } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from '#db';
import { dataDir } from '#platform/config';
import { fingerprint, keyFor } from '#platform/secrets';

export const ledgerFile = () => join(dataDir(), 'erasures.log');

/** The mark of one member under this installation's secret. */
export const markOf = (memberId: string) => createHmac('sha256', keyFor('erasures')).update(memberId).digest('base64url');

/** Call it inside the transaction that erases the member. Twice is once. */
export async function rememberErasure(memberId: string): Promise<void> {
  const mark = markOf(memberId);
  await sql`insert into platform.erasures (mark) values (${mark}) on conflict do nothing`;
  writeDown([mark]);
}

/** Every mark this database knows. */
export async function marks(): Promise<Set<string>> {
  const rows = await sql<{ mark: string }>`select mark from platform.erasures`;
  return new Set(rows.map((row) => row.mark));
}

/** Marks the database has and the file lacks are added: a file that was lost or moved is whole again. */
export async function mendLedger(): Promise<number> {
  putAside();
  const kept = existsSync(ledgerFile()) ? readLedger(ledgerFile()).marks : new Set<string>();
  const missing = [...(await marks())].filter((mark) => !kept.has(mark));
  writeDown(missing);
  return missing.length;
}

export type Ledger = { fingerprint: string; marks: Set<string> };

const secretIn = (head: string) => /^alongside erasures, secret (\S+)$/.exec(head)?.[1];

/** The first line says which secret the marks were made with; then one mark a line. */
export function readLedger(file: string): Ledger {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const said = secretIn(head);
  if (!said) throw new Error(`${file} is not a ledger of erasures`);
  // A line cut short by a crash is no mark; the database still has the whole one.
  return { fingerprint: said, marks: new Set(lines.map((line) => line.split(' ')[0]!).filter((mark) => mark.length === 43)) };
}

/**
 * A ledger of another secret is kept beside ours, for the backups of its time:
 * marks of two secrets in one file would be read as one's. So is one whose first
 * line was cut short, by a full disk: the database has every mark.
 */
function putAside() {
  const file = ledgerFile();
  if (!existsSync(file)) return;
  const [head = ''] = readFileSync(file, 'utf8').split('\n');
  const theirs = secretIn(head);
  if (theirs !== fingerprint()) renameSync(file, join(dirname(file), `erasures-${theirs ?? 'cut-short'}-${Date.now()}.log`));
}

function writeDown(fresh: string[]) {
  if (fresh.length === 0) return;
  putAside();
  const file = ledgerFile();
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) appendFileSync(file, `alongside erasures, secret ${fingerprint()}\n`, { mode: 0o600 });
  const today = new Date().toISOString().slice(0, 10);
  const start = readFileSync(file, 'utf8').endsWith('\n') ? '' : '\n'; // the line before may have been cut short
  appendFileSync(file, start + fresh.map((mark) => `${mark} ${today}\n`).join(''), { flush: true });
}
