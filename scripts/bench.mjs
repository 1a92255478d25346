/**
 * `npm run bench`: on a fresh clone, too. It installs and builds what is missing
 * or older than its sources, so that what is measured is what stands here.
 *
 * Plain JavaScript for any Node from 20 on.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { built, installed, root, runtime, sayWhy } from './ready.mjs';

try {
  await installed();
  await built();
} catch (error) {
  sayWhy(error);
  process.exit(1);
}
const bench = spawn(runtime(), [join(root, 'scripts/bench/bench.ts')], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal));
bench.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
