/**
 * The files of the container, read as text: what a start there would stumble
 * over and no test here would see. Running them is described in docs/self-hosting.md.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (file: string) => readFileSync(file, 'utf8');
const compose = read('compose.yaml');
const list = (text: string) => text.split(/[\s,]+/).filter(Boolean).sort();
const made = (text: string) => list(/for name in ([a-z_ ]+);/.exec(text)![1]!);

test('every secret a service reads is declared, and made by the commands we give', () => {
  const declared = [...compose.matchAll(/^ {2}(\w+): \{ file: /gm)].map(([, name]) => name!).sort();
  const used = [...new Set([...compose.matchAll(/secrets: \[([^\]]+)\]/g)].flatMap(([, names]) => list(names!)))].sort();
  expect(used).toEqual(declared);
  expect(made(compose)).toEqual(declared);
  expect(made(read('docs/self-hosting.md'))).toEqual(declared);
});

test('the database is made with an encoding, and no service but its own has the password of its superuser', () => {
  expect(compose).toMatch(/POSTGRES_INITDB_ARGS: .*--encoding=UTF8/);
  expect([...compose.matchAll(/secrets: \[[^\]]*postgres_password/g)]).toHaveLength(1);
});

test('the image keeps the optional packages our own packages need', () => {
  expect(read('Dockerfile')).not.toContain('--omit=optional');
});

test('what stands in .env reaches the app, the worker and the commands, not only what compose.yaml names', () => {
  expect(/^x-app: &app\n(?: {2}.*\n)+/m.exec(compose)![0]).toMatch(/^ {2}env_file: .*\.env/m);
  for (const service of ['migrate', 'app', 'worker']) expect(compose).toContain(`\n  ${service}:\n    <<: *app\n`);
});

test('the service and the commands of the guide read one file of settings', () => {
  const guide = read('docs/self-hosting.md');
  expect(guide).toContain('\nEnvironmentFile=/etc/alongside/settings\n');
  expect(guide).not.toMatch(/^Environment=/m);
  for (const [, line] of guide.matchAll(/^(\d+ \d+ \* \* .*)$/gm)) expect(line).toMatch(/ {2}(\/usr\/local\/bin\/alongside |cd \S+ && docker compose run )/);
});

test('every file the settings of the guide name is made by a line before them', () => {
  const guide = read('docs/self-hosting.md').split('### Without Docker')[1]!.split('### The proxy')[0]!;
  const named = [...guide.matchAll(/^\w+_FILE=(\S+)$/gm)].map(([, file]) => file!);
  expect(named.sort()).toEqual([...guide.matchAll(/^openssl rand -base64 32 > (\S+)$/gm)].map(([, file]) => file!).sort());
  expect(named.length).toBeGreaterThan(0);
  expect(guide).toMatch(/^install -d .* \/etc\/alongside \/var\/lib\/alongside$/m);
  expect(guide.indexOf('install -d')).toBeLessThan(guide.indexOf('[Service]'));
});

test('the guide sends backups of the vault to another place than the community’s', () => {
  const [first] = [...read('docs/self-hosting.md').matchAll(/^\d+ \d+ \* \* \*.* --vault.*$/gm)].map(([line]) => line);
  expect(first).toMatch(/ --vault "\/mnt\/vault\//);
});
