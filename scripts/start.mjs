/**
 * `npm start`: from a fresh clone to an open door.
 *
 * Plain JavaScript for any Node from 20 on, because it runs before anything is
 * installed. It installs when that is needed, builds when the sources changed,
 * and then lets the Node that came with the installation run the server.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { built, installed, root, runtime, sayWhy } from './ready.mjs';

const began = Date.now();
try {
  await installed();
  await built();
} catch (error) {
  sayWhy(error);
  process.exit(1);
}
if (Date.now() - began > 2_000) console.log(`Ready to start after ${Math.round((Date.now() - began) / 1000)} s.`);

// A nursery that is not too large for short-lived objects, and an end to what the heap may become, keep memory under load below what we promise (docs/speed.md):
// the less there is room for, the sooner what nobody needs any more is looked for. NODE_OPTIONS may say another end. Between two such looks the heap
// may grow by three fifths: left to itself, V8 looks again after two, and a page costs more of the app's time; doubling would cost too much memory.
// What Node has made of the sources is kept beside the build, and goes with it: the next start takes a third less work and 20 MB less. Memory outside
// V8's heap comes out of two pools, not of one for each thread, which seldom give anything back.
const env = { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2', NODE_COMPILE_CACHE: join(root, 'build/compiled'), ...process.env };
const memory = ['--max-semi-space-size=16', '--heap-growing-percent=60', '--expose-gc', ...(env.NODE_OPTIONS?.includes('max-old-space-size') ? [] : ['--max-old-space-size=1024'])];
const server = spawn(runtime(), [...memory, 'server.ts'], { cwd: root, stdio: 'inherit', env });
// Ctrl-C reaches the server by itself; it does not mind being told twice. We wait until it is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
// npm that is told to end does not always tell us; when it is gone, so are we.
if (process.env.npm_lifecycle_event) {
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && server.kill('SIGTERM'), 500).unref();
}
server.on('error', (error) => {
  sayWhy(error);
  process.exit(1);
});
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
