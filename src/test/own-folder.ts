/** A data folder of a test's own, with secrets that are nobody else's. */
import { mkdtempSync } from 'node:fs';
import { makeSecrets } from '#platform/secrets';

export function ownFolder(name: string): string {
  const dir = mkdtempSync(`/tmp/alongside-${name}-`);
  process.env.DATA_DIR = dir;
  makeSecrets();
  return dir;
}
