import { readFileSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const files = ['src', 'scripts'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).map((file) => `${folder}/${file}`));
/** These change or count what a process shares, or take a database of their own: each gets a process to itself. */
const alone = files.filter((file) => file.startsWith('scripts/') || /\b(ownDatabase|ownHouse|ownFolder|disconnect|vi\.\w+|process\.env|postOffice|statements)\b/.test(readFileSync(file, 'utf8')));

/** On a busy machine a moment may pass badly once; whoever runs one by hand sees it at once, a whole run tries again and says so. */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } }, retry: process.env.CI ? 1 : 0 };

export default defineConfig({
  test: {
    globalSetup: 'src/test/setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { test: { name: 'alone', include: alone, ...patience } },
      // A scene is undone at its end, so files follow each other in one process: loading the house anew for each took longer than the tests.
      { test: { name: 'together', include: files.filter((file) => !alone.includes(file)), isolate: false, ...patience } }
    ]
  }
});
