/** A browser that lies there and cannot start is none: what is missing is installed, and said. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';

type How = { places: () => string[]; mayInstall: () => boolean; install: (again: boolean) => Promise<void> };
const at = './browser.mjs';
const { browser } = (await import(at)) as { browser: (how: How) => Promise<string> };

const dir = mkdtempSync('/tmp/alongside-browser-');
afterAll(() => rmSync(dir, { recursive: true }));
const said: string[] = [];
vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
afterEach(() => void (said.length = 0));

function binary(name: string, script: string): string {
  writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(dir, name), 0o755);
  return join(dir, name);
}
const missing = 'error while loading shared libraries: libnss3.so: cannot open shared object file';
const whole = binary('whole', 'echo "Chromium 140.0.7339.80 built on Debian"');
const broken = binary('broken', `echo "${missing}" >&2; exit 127`);
const never = () => Promise.reject(new Error('nothing was to be installed'));

describe('the browser of the journeys', () => {
  it('is the first that starts, and of one that does not it is said why', async () => {
    expect(await browser({ places: () => [broken, whole], mayInstall: () => true, install: never })).toBe(whole);
    expect(said).toEqual([`${broken} does not start: ${missing}`, `Browser: ${whole} (Chromium 140.0.7339.80 built on Debian)`]);
  });
  it.each([['is there and cannot start', [broken], true], ['is not there', [], false]])('is installed where that may be done and none %s', async (_, first, again) => {
    const asked: boolean[] = [];
    let there: string[] = first;
    expect(await browser({ places: () => there, mayInstall: () => true, install: async (wish) => { asked.push(wish); there = [whole]; } })).toBe(whole);
    expect(asked).toEqual([again]);
  });
  it('is asked for in words where it may not be installed, and where what was installed does not start either', async () => {
    await expect(browser({ places: () => [broken], mayInstall: () => false, install: never })).rejects.toThrow('The journeys need Chromium with its libraries.');
    await expect(browser({ places: () => [], mayInstall: () => false, install: never })).rejects.toThrow('or name it: CHROMIUM=/path/to/chromium npm test');
    await expect(browser({ places: () => [broken], mayInstall: () => true, install: async () => {} })).rejects.toThrow(`does not start: ${broken}: ${missing}`);
  });
});
