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
 *
 * In the file alone stands what somebody said before that: that they want to
 * leave, or to stay after all; and of whom it was said that their account
 * rests, because they have died, or rests no more. A backup from before knows
 * none of it. The last word counts.
 */
import { createHmac } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from '#db';
import { raise } from '#platform/alarms';
import { dataDir } from '#platform/config';
import { told } from '#platform/log';
import { fingerprint, keyFor } from '#platform/secrets';

export const ledgerFile = () => join(dataDir(), 'erasures.log');

/** The mark of one member under this installation's secret. */
export const markOf = (memberId: string) => createHmac('sha256', keyFor('erasures')).update(memberId).digest('base64url');

/** Call it inside the transaction that erases the member. Twice is once. */
export async function rememberErasure(memberId: string): Promise<void> {
  const mark = markOf(memberId);
  await sql`insert into platform.erasures (mark) values (${mark}) on conflict do nothing`;
  writeDown([`${mark} ${today()}`]);
}

/** What somebody said about leaving for good, and when, by the clock of the database. */
export type Word = { says: 'leaves' | 'stays'; at: Date };
/** What was said of somebody's account, and when. */
export type Rest = { says: 'rests' | 'wakes'; at: Date };

/** Call it inside the transaction of the word. Nobody is kept from leaving, staying or resting by a file that cannot be written: stewards hear of that. */
export async function rememberWord(memberId: string, { says, at }: Word | Rest): Promise<void> {
  try {
    writeDown([`${says} ${markOf(memberId)} ${at.toISOString()}`]);
  } catch (error) {
    await raise('ledger.broken', told(error));
  }
}

/** Every mark this database knows. */
export async function marks(): Promise<Set<string>> {
  const rows = await sql<{ mark: string }>`select mark from platform.erasures`;
  return new Set(rows.map((row) => row.mark));
}

/** Marks the database has and the file lacks are added: a file that was lost or moved is whole again. */
export async function mendLedger(): Promise<number> {
  const kept = ledgerNow()?.marks ?? new Set<string>();
  const missing = [...(await marks())].filter((mark) => !kept.has(mark));
  writeDown(missing.map((mark) => `${mark} ${today()}`));
  return missing.length;
}

export type Ledger = { fingerprint: string; marks: Set<string>; /** By mark, the last one said. */ words: Map<string, Word>; /** By mark, whether it rests. */ rests: Map<string, Rest> };

/** The ledger of this installation's secret, where there is one. */
export function ledgerNow(): Ledger | undefined {
  putAside();
  return existsSync(ledgerFile()) ? readLedger(ledgerFile()) : undefined;
}

const secretIn = (head: string) => /^alongside erasures, secret (\S+)$/.exec(head)?.[1];

/** The first line says which secret the marks were made with; then one mark a line, or a word with the mark of who said it. */
export function readLedger(file: string): Ledger {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  const said = secretIn(head);
  if (!said) throw new Error(`${file} is not a ledger of erasures`);
  // A line cut short by a crash is no mark; the database still has the whole one.
  const parts = lines.map((line) => line.split(' '));
  return { fingerprint: said, marks: new Set(parts.map(([mark]) => mark!).filter(isMark)), words: new Map(parts.flatMap(saidIn('leaves', 'stays'))), rests: new Map(parts.flatMap(saidIn('rests', 'wakes'))) };
}

const isMark = (text: string | undefined) => text?.length === 43;

const saidIn = <Says extends string>(...either: readonly Says[]) => ([said, mark, at = '']: string[]): [string, { says: Says; at: Date }][] => {
  const says = either.find((one) => one === said);
  return says && isMark(mark) && !Number.isNaN(Date.parse(at)) ? [[mark!, { says, at: new Date(at) }]] : [];
};

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

const today = () => new Date().toISOString().slice(0, 10);

function writeDown(fresh: string[]) {
  if (fresh.length === 0) return;
  putAside();
  const file = ledgerFile();
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) appendFileSync(file, `alongside erasures, secret ${fingerprint()}\n`, { mode: 0o600 });
  const start = readFileSync(file, 'utf8').endsWith('\n') ? '' : '\n'; // the line before may have been cut short
  appendFileSync(file, start + fresh.map((line) => `${line}\n`).join(''), { flush: true });
}
