/**
 * `npm run steward`: prints a one-time link that makes a steward.
 *
 * Whoever can run this on the machine may name who runs the place. Once there
 * is a steward, stewards invite others from the desk; `npm run steward --
 * --another` is for when none of them can get in any more. Works on the
 * database of DATABASE_URL, else on the embedded one, which is started for the
 * while if it does not run.
 */
import { parseArgs } from 'node:util';
import { disconnect } from '#db';
import { origin, ownerUrl, setting } from '#platform/config';
import { withDatabase } from '#platform/own-database';
import { prepare } from '#platform/prepare';
import * as invitations from '#members/invitations';
import * as roles from '#members/roles';

const { values: wish } = parseArgs({ options: { another: { type: 'boolean' } } });

async function offer(): Promise<void> {
  await prepare(ownerUrl());
  if ((await roles.isStewarded()) && !wish.another) {
    console.log('There is a steward already; stewards invite others at the desk.');
    console.log('If none of them can get in any more: npm run steward -- --another');
    process.exitCode = 1;
  } else {
    const address = origin() || `http://localhost:${setting('PORT')}`;
    console.log(`Open this link within a day. It works once, so give it only to the person who will run the place:\n\n  ${address}/invite/${await invitations.offerFirst()}\n`);
  }
}

await withDatabase(() => offer().finally(disconnect)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
