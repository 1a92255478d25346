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

test('nothing in the image runs as root, and whoever runs in it owns its data folder alone', () => {
  const [shipped] = read('Dockerfile').split(/^FROM /m).slice(-1) as [string];
  expect([...shipped.matchAll(/^USER (\S+)$/gm)].map(([, name]) => name)).toEqual(['node']);
  expect(shipped.indexOf('USER node')).toBeGreaterThan(shipped.lastIndexOf('\nCOPY'));
  expect(shipped.indexOf('USER node')).toBeLessThan(shipped.indexOf('\nCMD'));
  expect([...shipped.matchAll(/chown \S+ (\S+)/g)].map(([, folder]) => folder), 'nothing else is theirs to change').toEqual(['/data']);
});

test('every service has a file system it cannot write to, no rights of root and no way to get any', () => {
  const shared = /^x-app: &app\n(?: {2}.*\n)+/m.exec(compose)![0];
  const services = compose.split(/^services:\n/m)[1]!.split(/^\w/m)[0]!.split(/^ {2}(?=\w+:\n)/m).filter((part) => /^\w/.test(part));
  expect(services.map((part) => part.split(':')[0])).toEqual(['db', 'migrate', 'app', 'worker']);
  for (const part of services) {
    const whole = part.includes('<<: *app') ? shared + part : part;
    for (const line of ['read_only: true', 'cap_drop: [ALL]', "security_opt: ['no-new-privileges:true']"]) expect(whole.split('\n').map((one) => one.trim()), part.split(':')[0]).toContain(line);
    for (const wrong of [/privileged:/, /read_only: false/, /user: *['"]?(root|0)\b/, /network_mode: *['"]?host/, /docker\.sock/]) expect(whole).not.toMatch(wrong);
    if (!part.startsWith('db')) expect(whole).not.toContain('cap_add');
  }
});

test('the Node the guide asks for is the one the packages can be installed with', () => {
  const [, least] = /"node": ">=([\d.]+)"/.exec(read('package.json'))!;
  expect(read('README.md')).toContain(`You need Node ${least} or newer with npm`);
  expect(read('scripts/ready.mjs')).toContain(`npm needs Node ${least} or newer`);
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
