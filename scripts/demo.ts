/** `fill`: the demo community, once. `people`: how to sign in as each of them. For this machine alone. */
import { isThisMachineAlone } from '#platform/config';
import * as community from '../src/demo.ts';

if (!isThisMachineAlone()) throw new Error('The demo community is for this machine alone.');
const { disconnect } = await import('#db');
if (process.argv[2] === 'fill') await community.fillDemo();
else await sayPeople();
await disconnect();

async function sayPeople() {
  const { demoPeople } = community as unknown as { demoPeople?: () => { name: string; role?: string; pass?: string; spare?: string }[] | Promise<{ name: string; role?: string; pass?: string; spare?: string }[]> };
  const people = (await demoPeople?.()) ?? [];
  if (people.length === 0) return;
  console.log('This is a demo. The people and posts are made up. It runs on this computer only.');
  console.log(`Sign in as one of them at /sign-in, without typing, or with these words:`);
  const wide = Math.max(...people.map(({ name }) => name.length));
  for (const { name, role, pass } of people) console.log(`  ${name.padEnd(wide)}  ${(role ?? 'member').padEnd(9)}  ${pass ?? ''}`);
}
