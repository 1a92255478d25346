/** A worker of its own for the test that kills it: its one clock begins, says so, and never ends. */
import { work } from '../worker.ts';

await work({ listening: {}, clocks: [{ name: 'test.hung', every: '* * * * *', run: () => new Promise(() => process.stdout.write('ringing\n')) }] });
