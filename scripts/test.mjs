/**
 * `npm test`: everything, on a fresh machine, with what is missing fetched first.
 *
 * Plain JavaScript for any Node from 20 on. Each step says what it does and how
 * long it took; the last line adds everything up.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { browser } from './browser.mjs';
import { built, installed, root, runtime, sayWhy } from './ready.mjs';

const began = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const at = (...path) => join(root, ...path);
const env = () => ({ ...process.env, CI: process.env.CI ?? '1', PATH: `${at('node_modules/.bin')}${delimiter}${process.env.PATH}` });
const sum = { passed: 0, failed: 0 };
const wrong = [];
/** What failed, said once more at the end, where it is seen. */
const told = [];
const tell = (name, why = '') => told.push([`  ✗ ${name}`, ...why.replace(/\u001b\[[\d;]*m/g, '').split('\n').slice(0, 4).map((line) => `      ${line}`)].join('\n'));

/** What was left out here, and is not among what passed. */
const skipped = [];

/** One step: its output goes through as it comes, its fault is noted, and the next step still runs. */
async function step(name, work) {
  const since = Date.now();
  console.log(`\n── ${name}`);
  try {
    await work();
    console.log(`── ${name}: done in ${seconds(since)}`);
    return true;
  } catch (error) {
    sayWhy(error);
    wrong.push(name);
    console.log(`── ${name}: NOT WELL after ${seconds(since)}`);
    return false;
  }
}

/** Runs one of our tools with the Node that was installed. A quiet one says what it has to say when it is through, as others speak meanwhile. */
function tool(file, args, { isQuiet = false, ...more } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(runtime(), [at('node_modules', file), ...args], { cwd: root, env: { ...env(), ...more }, stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const said = [];
    for (const stream of isQuiet ? [child.stdout, child.stderr] : []) stream.on('data', (part) => said.push(part));
    child.on('error', failed);
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      if (code === 0) done();
      else failed(new Error(`${file.split('/')[0]} ended with ${code}`));
    });
  });
}

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

async function unitTests() {
  const file = at('node_modules/.vitest-result.json');
  rmSync(file, { force: true });
  await tool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]).finally(() => {
    if (!existsSync(file)) return;
    const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = read(file);
    for (const { name, assertionResults } of testResults) for (const { status, fullName } of assertionResults) if (/^(skipped|pending|todo)$/.test(status)) skipped.push(`${relative(root, name)} › ${fullName}`);
    sum.passed += numPassedTests;
    // A file that could not even be loaded has no failed test in it, and is a failure all the same.
    sum.failed += numFailedTests + testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed')).length;
    if (!numFailedTests && numFailedTestSuites && sum.failed === 0) sum.failed++;
    for (const { name, message, assertionResults } of testResults.filter(({ status }) => status === 'failed')) {
      const failed = assertionResults.filter((one) => one.status === 'failed');
      for (const { fullName, failureMessages } of failed) tell(`${relative(root, name)} › ${fullName}`, failureMessages[0]);
      if (!failed.length) tell(relative(root, name), message);
    }
  });
}

/** Specs lie in suites, which lie in suites. */
const specsOf = (suites = []) => suites.flatMap((suite) => [...suite.specs.map((spec) => ({ spec, file: suite.file })), ...specsOf(suite.suites)]);

async function journeys() {
  const file = at('node_modules/.playwright-result.json');
  rmSync(file, { force: true });
  const data = mkdtempSync(join(tmpdir(), 'alongside-journeys-'));
  chmodSync(data, 0o711); // run as root, PostgreSQL has an account of its own and has to get in
  // The browsers and the app share the processor here, so being late says nothing about visitors.
  await tool('@playwright/test/cli.js', ['test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file, E2E_DATA: data, BUSY_LAG: '0' }).finally(() => {
    rmSync(data, { recursive: true, force: true });
    if (!existsSync(file)) return;
    const { stats, suites } = read(file);
    for (const { spec, file: name } of specsOf(suites)) if (spec.tests.some(({ status }) => status === 'skipped')) skipped.push(`${name}:${spec.line} › ${spec.title}`);
    for (const { spec, file: name } of specsOf(suites)) if (!spec.ok) tell(`${name}:${spec.line} › ${spec.title}`, spec.tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? '')).find(Boolean));
    sum.passed += stats.expected + stats.flaky;
    sum.failed += stats.unexpected;
    if (stats.flaky) console.log(`${stats.flaky} passed only at the second try.`);
  });
}

const ready = (await step('Packages as the lock file names them', installed)) && (await step('Kit’s types', () => tool('@sveltejs/kit/svelte-kit.js', ['sync'])));
if (ready) {
  const quiet = { isQuiet: true };
  // Reading all types (pages, scripts and journeys) keeps one core busy for half a minute; the other one goes on meanwhile.
  const types = step('Types and accessibility hints (svelte-check)', () => tool('svelte-check/bin/svelte-check', ['--fail-on-warnings', '--output', 'human'], quiet));
  const isBuilt = await step('Build', built);
  await step('Lint (oxlint)', () => tool('oxlint/bin/oxlint', ['--deny-warnings', 'src', 'scripts', 'e2e', 'server.ts'], quiet));
  await step('Rules, rooms and faults on a real PostgreSQL (vitest)', unitTests);
  await types;
  if (existsSync(at('playwright.config.ts')) && isBuilt) {
    const hasBrowser = await step('A browser', async () => { process.env.CHROMIUM = await browser(); });
    if (hasBrowser) await step('Journeys in a real browser against the built app (Playwright)', journeys);
  }
}
if (wrong.length) console.log(`\nNot well: ${wrong.join('; ')}`);
if (told.length) console.log(told.join('\n'));
if (skipped.length) console.log(`\nSkipped here, and so not proved by this run:\n${skipped.map((name) => `  – ${name}`).join('\n')}`);
console.log(`\nAll of it took ${seconds(began)}.`);
const failed = Math.max(sum.failed, wrong.length ? 1 : 0);
console.log(`${sum.passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
