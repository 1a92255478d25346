/** A worker with the reactors of safety alone, for the test that kills it in the middle of them. */
import { reactors } from '#safety/reactors';
import { work } from '../worker.ts';

await work({ listening: { safety: reactors }, clocks: [] });
process.stdout.write('awake\n');
