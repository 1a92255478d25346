/** `fill`: the demo community, once. `people`: how to sign in as each of them. For this machine alone. */
import { disconnect } from '#db';
import { isThisMachineAlone } from '#platform/config';
import { isMarked } from '#platform/demo-mark';
import { demoPeople, fillDemo } from '../src/demo.ts';

if (!isThisMachineAlone()) throw new Error('The demo community is for this machine alone.');
if (process.argv[2] === 'fill') await fill();
else sayPeople();
await disconnect();

/** Says what happens: a start after a change of the tables asks, too, and finds everybody there. */
async function fill() {
  const isFilled = await fillDemo(() => console.log('Filling the demo community. This happens once.'));
  if (!isFilled && (await isMarked())) console.log('The demo community is brought up to date. Everything in it is as it was.');
}

function sayPeople() {
  const people = demoPeople();
  const wide = Math.max(...people.map(({ name }) => name.length));
  console.log('\nThis is a demo. The people and posts are made up. It runs on this computer only.');
  console.log('At /sign-in you can be any of them with one press. By hand, these are their words:\n');
  for (const { name, role, pass } of people) console.log(`  ${name.padEnd(wide)}  ${(role ?? 'member').padEnd(9)}  ${pass}`);
  console.log();
}
