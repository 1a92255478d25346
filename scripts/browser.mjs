/**
 * A real browser for the journeys: one that starts, not one that lies there.
 *
 * Debian also has Chromium without its own windows (`chromium-headless-shell`):
 * the same engine, and the journeys take two thirds of the time. It comes first.
 *
 * A binary whose libraries are missing is found by name and cannot run. So each
 * is asked for its version, and where we may, what is missing is installed, and said.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './ready.mjs';

const places = () => [process.env.CHROMIUM, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].filter((path) => path && existsSync(path));

/** What it says its version is; else, in its own words, why it does not start. */
export function asked(path) {
  const { status, stdout, stderr, error } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  const version = status === 0 ? stdout.trim().split('\n').find((line) => /\d+\.\d+/.test(line)) : undefined;
  return version ? { version } : { why: error?.message ?? (stderr.trim().split('\n').at(-1) || `it ended with ${status}`) };
}

const mayInstall = () => existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
const install = async (again) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  console.log('Looking for Chromium with: apt-get update');
  await run('apt-get', ['update', '-qq'], { env });
  const name = ['chromium-headless-shell', 'chromium'].find((one) => spawnSync('apt-cache', ['show', one]).status === 0) ?? 'chromium';
  const words = ['install', '-y', '--no-install-recommends', ...(again ? ['--reinstall'] : []), name];
  console.log(`Installing Chromium and the libraries it needs with: apt-get ${words.join(' ')}`);
  await run('apt-get', words, { env });
};

/** Where one is that starts. Whoever asks may say where to look and how to install; tests do. */
export async function browser(how = { places, mayInstall, install }) {
  const found = () => how.places().map((path) => ({ path, ...asked(path) }));
  let those = found();
  for (const { path, why } of those) if (why) console.log(`${path} does not start: ${why}`);
  if (!those.some(({ version }) => version)) {
    if (!how.mayInstall()) {
      const means = existsSync('/usr/bin/apt-get') ? 'sudo apt-get install chromium' : 'from your system';
      throw new Error(`The journeys need Chromium${those.length ? ' with its libraries' : ''}. Install it (${means}), or name it: CHROMIUM=/path/to/chromium npm test`);
    }
    await how.install(those.length > 0);
    those = found();
  }
  const good = those.find(({ version }) => version);
  if (!good) throw new Error(`Chromium was installed and does not start: ${those.map(({ path, why }) => `${path}: ${why}`).join('; ') || 'it is at none of the places we know'}. Name one that does: CHROMIUM=/path/to/chromium npm test`);
  console.log(`Browser: ${good.path} (${good.version})`);
  return good.path;
}
