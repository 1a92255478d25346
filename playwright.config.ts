import { defineConfig } from '@playwright/test';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const port = Number(process.env.E2E_PORT ?? 3210);
// One database for the whole run, made afresh; workers are told where the server is, not where the data are.
const data = (process.env.E2E_DATA ??= mkdtempSync('/tmp/alongside-e2e-'));

// A provider of identities that believes everybody, for signing in with one.
const identities = port + 47;
const providers = join(data, 'providers.json');
writeFileSync(providers, JSON.stringify({
  clinic: { name: 'the test clinic', issuer: `http://localhost:${identities}`, clientId: 'alongside', clientSecret: 'a secret of the journeys', levels: ['high'], strong: ['high'], age: true }
}));

// A set of questions as an operator would bring it. The words are made up: the real ones are not ours.
const brought = join(data, 'measures/eq-5d-5l');
mkdirSync(brought, { recursive: true });
const answer = (value: number) => ({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: value }], valueCoding: { code: `made-up-${value}`, display: `Made-up answer ${value}` } });
writeFileSync(join(brought, 'licence.json'), JSON.stringify({ licenceRef: 'made up for the journeys', expires: '2099-12-31' }));
writeFileSync(join(brought, 'questionnaire.json'), JSON.stringify({
  resourceType: 'Questionnaire', url: 'urn:made-up', version: '1', title: 'A made-up one', status: 'active', language: 'en',
  item: [...[1, 2, 3, 4, 5].map((n) => ({ linkId: String(n), text: `Made-up question ${n}`, type: 'choice', answerOption: [1, 2, 3, 4, 5].map(answer) })), { linkId: '6', text: 'A made-up number', type: 'integer' }]
}));

export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 7_000 },
  retries: process.env.CI ? 1 : 0, // as in vitest.config.ts
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    viewport: { width: 360, height: 740 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync), // as in scripts/browser.mjs
      // No page lives long enough for its scripts to be worth compiling a second and third time.
      args: ['--js-flags=--no-opt --no-maglev', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
    }
  },
  projects: [
    // What the tags say stands in e2e/journey.ts.
    { name: 'with script', grepInvert: /@plain/ },
    { name: 'without script', use: { javaScriptEnabled: false }, grepInvert: /@script|@once/ }
  ],
  webServer: [{
    command: 'npx node e2e/identity-provider.ts',
    url: `http://localhost:${identities}/.well-known/openid-configuration`,
    env: { IDENTITIES: String(identities), PORT: String(port) },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2_000 },
    stdout: 'ignore',
    stderr: 'ignore',
    reuseExistingServer: false
  }, {
    command: 'npx node server.ts',
    url: `http://localhost:${port}/healthz`,
    env: { PORT: String(port), DATA_DIR: data, DEMO: 'on', LOG: 'off', BUSY_LAG: '0', PROVIDERS: providers },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 8_000 },
    timeout: 60_000,
    stdout: process.env.E2E_LOUD ? 'pipe' : 'ignore',
    reuseExistingServer: false
  }]
});
