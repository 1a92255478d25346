/**
 * What a page weighs on a slow line. Sizes are those of the wire: compressed
 * by the house itself. Nothing comes from anywhere else. (ux.md §6)
 */
import type { CDPSession, Page } from '@playwright/test';
import { searchAt, topicAt } from './addresses.ts';
import { enter, expect, home, test } from './journey.ts';
import { addressesOf } from './routes.ts';

type Asked = { path: string; kind: string; bytes: number; packed: string | undefined };
const kilobytes = (bytes: number) => Math.round(bytes / 102.4) / 10;

/** Everything the browser asks for on the way to this page, and how many bytes came. */
async function weigh(page: Page, wire: CDPSession, path: string): Promise<Asked[]> {
  const asked = new Map<string, Asked>();
  const answered = (event: { requestId: string; type: string; response: { url: string; headers: Record<string, string>; fromDiskCache?: boolean } }) => {
    const address = new URL(event.response.url);
    expect(address.origin, `${path} asks somewhere else`).toBe(new URL(home()).origin);
    asked.set(event.requestId, { path: address.pathname, kind: event.type, bytes: 0, packed: event.response.headers['content-encoding'] ?? event.response.headers['Content-Encoding'] });
  };
  const came = (event: { requestId: string; encodedDataLength: number }) => {
    const one = asked.get(event.requestId);
    if (one) one.bytes = event.encodedDataLength;
  };
  wire.on('Network.responseReceived', answered);
  wire.on('Network.loadingFinished', came);
  await page.goto(path, { waitUntil: 'load' });
  await page.waitForTimeout(250);
  wire.off('Network.responseReceived', answered);
  wire.off('Network.loadingFinished', came);
  return [...asked.values()];
}

const sum = (asked: Asked[], is: (one: Asked) => boolean = () => true) => asked.filter(is).reduce((all, { bytes }) => all + bytes, 0);

/** The same for all: a form's page may be no heavier than another. */
const mostHtml = 12;
const pages = async () => ['/', '/look', '/today', '/talk', (await addressesOf('/talk/t/[code]'))[0]!, await topicAt('rest'), '/talk/new', '/settings/comfort', '/join', '/help', '/search'];

test('no page is heavier than a slow line can carry @script', async ({ browser, baseURL }, { project }) => {
  const found: string[] = [];
  for (const path of await pages()) {
    await test.step(path, async () => {
      const context = await browser.newContext({ ...project.use, baseURL: baseURL! });
      const page = await context.newPage();
      if (!['/', '/look', '/join', '/help'].includes(path)) await enter(page, 'Quiet Heron');
      const place = path === '/search' ? await searchAt(page, 'sleep') : path;
      const wire = await context.newCDPSession(page);
      await wire.send('Network.enable');
      const first = await weigh(page, wire, place);
      const again = await weigh(page, wire, place);
      const is = (kind: string) => (one: Asked) => one.kind === kind;
      const shown = first.filter(is('Document')).at(-1)!;
      const script = sum(first, is('Script'));
      found.push(`${path}: html ${kilobytes(shown.bytes)}, styles ${kilobytes(sum(first, is('Stylesheet')))}, script ${kilobytes(script)}, all ${kilobytes(sum(first))}, again ${kilobytes(sum(again))} KB`);
      expect(kilobytes(shown.bytes), `${path}: HTML`).toBeLessThanOrEqual(mostHtml);
      expect(kilobytes(sum(first, is('Stylesheet'))), `${path}: styles`).toBeLessThanOrEqual(10);
      expect(kilobytes(sum(first)), `${path}: the first view`).toBeLessThanOrEqual(60);
      expect(kilobytes(sum(again)), `${path}: again`).toBeLessThanOrEqual(15);
      expect(kilobytes(script), `${path}: scripts`).toBeLessThanOrEqual(10);
      for (const one of first.filter(({ path: file, kind }) => kind === 'Script' && file.endsWith('/leave.js'))) expect(kilobytes(one.bytes), 'Leave').toBeLessThanOrEqual(1.5);
      for (const one of first.filter(({ kind, bytes }) => /Document|Stylesheet/.test(kind) && bytes > 1_500)) expect(one.packed ?? 'as it is', `${one.path} is packed`).toMatch(/^(br|gzip|zstd)$/);
      await context.close();
    });
  }
  console.log(found.join('\n'));
});

test('a thread of twenty is a page of twenty', { tag: '@once' }, async ({ page }) => {
  await enter(page, 'Quiet Heron');
  await page.goto((await addressesOf('/talk/t/[code]'))[0]!);
  await expect(page.locator('article')).toHaveCount(20);
});
