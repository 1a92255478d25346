/**
 * `npm run migrate`: brings the tables up to date, as their owner. `npm run migrate -- --check` only says what would run.
 *
 * `npm run migrate -- --other-secret`, with `--vault` for the vault's: for whoever has lost the secret or a key of
 * SEAL_KEYS for good. A start is refused where rows were sealed with others; from then on those of now are the right ones.
 */
import { parseArgs } from 'node:util';
import { ownerUrl, vaultUrl } from '#platform/config';
import { takeOursAt } from '#platform/key-marks';
import { migrate } from '#platform/migrate';
import { withDatabase } from '#platform/own-database';
import { prepare } from '#platform/prepare';

try {
  const { values: wish } = parseArgs({ options: { check: { type: 'boolean' }, 'other-secret': { type: 'boolean' }, vault: { type: 'boolean' } } });
  await withDatabase(() => (wish['other-secret'] ? beginWithOurs(wish.vault === true) : bringUpToDate(wish.check === true)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function bringUpToDate(isCheck: boolean): Promise<void> {
  const names = isCheck ? await migrate(ownerUrl(), { check: true }) : await prepare(ownerUrl());
  for (const name of names) console.log(isCheck ? `would run ${name}` : `ran ${name}`);
  if (names.length === 0) console.log('Everything is up to date.');
  if (isCheck && names.length) process.exitCode = 2;
}

async function beginWithOurs(isVault: boolean): Promise<void> {
  if (isVault && !vaultUrl()) throw new Error('There is no vault.');
  await prepare(ownerUrl());
  await takeOursAt(isVault ? vaultUrl() : ownerUrl(), isVault ? 'vault' : 'community');
  console.log(`From now on the ${isVault ? 'vault is' : 'database is'} sealed with the secret of now. What was sealed with the one from before cannot be read, unless that one is found and put back the same way.`);
}
