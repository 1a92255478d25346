/** `npm run migrate`: brings the tables up to date, as their owner. `npm run migrate -- --check` only says what would run. */
import { ownerUrl } from '#platform/config';
import { migrate } from '#platform/migrate';
import { prepare } from '#platform/prepare';

const isCheck = process.argv.includes('--check');
try {
  const names = isCheck ? await migrate(ownerUrl(), { check: true }) : await prepare(ownerUrl());
  for (const name of names) console.log(isCheck ? `would run ${name}` : `ran ${name}`);
  if (names.length === 0) console.log('Everything is up to date.');
  if (isCheck && names.length) process.exitCode = 2;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
