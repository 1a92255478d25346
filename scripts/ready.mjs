/**
 * What `npm start` and `npm test` need first: the installation and the build,
 * each made only when it is missing or older than what it is made of.
 *
 * Plain JavaScript for any Node from 20 on, without a single dependency.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...path) => join(root, ...path);

/** A sentence for a person, instead of a stack. */
class Plain extends Error {}

export function sayWhy(error) {
  if (error instanceof Plain) console.error(error.message);
  else if (error?.code === 'EACCES' || error?.code === 'EROFS') console.error(`This account may not write to ${error.path ?? root}.`);
  else if (error?.code === 'ENOSPC') console.error('The disk is full.');
  else console.error(error);
}

const ownNode = at('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major >= 24;
// An older one makes npm leave out packages of the build without a word.
const canInstall = major > 20 || (major === 20 && minor >= 19);

/** The Node that came with the installation; else this one, when it is new enough. */
export function runtime() {
  if (existsSync(ownNode)) return ownNode;
  if (isNewEnough) return process.execPath;
  throw new Plain(`There is no Node for ${process.platform}-${process.arch} among the packages, and yours is ${process.version}. Install Node 24 or newer.`);
}

const withOurNode = () => ({ ...process.env, PATH: `${at('node_modules', '.bin')}${delimiter}${process.env.PATH}` });

/** Runs a command; what it prints is shown when `loud`, else only when it fails. */
export function run(command, args, { loud = false, env = withOurNode() } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, env, stdio: loud ? 'inherit' : ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let said = '';
    child.stdout?.on('data', (text) => (said += text));
    child.stderr?.on('data', (text) => (said += text));
    child.on('error', failed);
    child.on('exit', (code) => (code === 0 ? done(said) : failed(Object.assign(new Plain(said.trim().slice(-4_000) || `${command} ended with ${code}`), { said }))));
  });
}

const stamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const hashOf = (texts) => texts.reduce((hash, text) => hash.update(text).update('\0'), createHash('sha256')).digest('hex');

/** Packages as the lock file names them. */
export async function installed() {
  const lock = readFileSync(at('package-lock.json'));
  const wanted = hashOf([lock]);
  const mark = at('node_modules', '.alongside-lock');
  if (stamp(mark) === wanted) return;
  if (!isInstalled(JSON.parse(lock))) {
    if (!canInstall) throw new Plain(`To install the packages npm needs Node 20.19 or newer; yours is ${process.version}.`);
    await libraryForNode();
    console.log('Installing packages (about 500 MB on disk, 20 seconds with a good line) …');
    const env = { ...process.env, NODE_ENV: '', npm_config_omit: '' };
    await run('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], { env }).catch((error) => {
      const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|network/i.test(error.said ?? '');
      throw new Plain(offline ? `npm cannot reach the package registry. The first start needs the internet; later ones do not.\n${lastLines(error.said)}` : `npm ci did not work:\n${lastLines(error.said ?? String(error))}`);
    });
  }
  linkOwnNode();
  writeFileSync(mark, wanted);
}

/** npm 10 leaves out the packages of other machines and takes the link to our Node away with them, for it has the same name. */
function linkOwnNode() {
  const packed = ['node', 'node-bin'].map((name) => at('node_modules', `${name}-${process.platform}-${process.arch}`, 'bin', 'node')).find((file) => existsSync(file));
  if (packed && !existsSync(ownNode)) symlinkSync(relative(dirname(ownNode), packed), ownNode);
}

/**
 * A very small Debian lacks a library that the Node among the packages needs, and packages whose own
 * steps of installing fail are left out without a word. Where we may, we install it first, and say so.
 */
async function libraryForNode() {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  if (process.platform !== 'linux' || !stdout || stdout.includes('libatomic.so.1')) return;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) throw new Plain('Node needs the library libatomic here. Install it (sudo apt-get install libatomic1, or libatomic from your system), then start again.');
  console.log('Installing a library for Node with: apt-get update && apt-get install -y --no-install-recommends libatomic1');
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'libatomic1']);
}

const lastLines = (text) => text.trim().split('\n').filter((line) => !/^\s+(at |errors: )/.test(line)).slice(-14).join('\n');

/** Somebody may have run `npm ci` themselves: then every package that must be there is there, in the right version. */
function isInstalled(lock) {
  const list = at('node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const there = JSON.parse(readFileSync(list, 'utf8')).packages;
  return Object.entries(lock.packages).every(([path, { version, optional, link, devOptional }]) => path === '' || optional || devOptional || link || there[path]?.version === version);
}

function sources(folder) {
  return readdirSync(at(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['migrations', 'test'].includes(entry.name) ? [] : sources(path);
    return /\.test\.ts$|\.md$/.test(entry.name) ? [] : [path];
  });
}

/** The pages as the browser gets them. */
export async function built() {
  const files = [...sources('src'), ...(existsSync(at('static')) ? sources('static') : []), 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json'].sort();
  const wanted = hashOf(files.flatMap((file) => [file, readFileSync(at(file))]));
  const mark = at('build', '.made-of');
  if (stamp(mark) === wanted && existsSync(at('build', 'handler.js'))) return;
  console.log('Building the pages (about 10 seconds) …');
  if (!existsSync(at('node_modules', '$app'))) await run(runtime(), [at('node_modules', '@sveltejs/kit/svelte-kit.js'), 'sync']).catch(() => {});
  await run(runtime(), [at('node_modules', 'vite/bin/vite.js'), 'build'], { env: { ...withOurNode(), NODE_ENV: 'production' } }).catch((error) => {
    throw new Plain(`The pages could not be built:\n${lastLines(error.said ?? String(error))}`);
  });
  mkdirSync(at('build'), { recursive: true });
  if (statSync(at('build', 'handler.js'))) writeFileSync(mark, wanted);
}
