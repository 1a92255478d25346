/**
 * What every journey needs: people of the demo community to be, newcomers to
 * make, and a look at each page that a designer and an axe would both accept.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { randomInt } from 'node:crypto';
import { restedDesk } from './database.ts';

export { expect, test };

/** Walks in as one of the demo community's people. */
export async function signInAs(page: Page, name: string, next = '/today') {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.locator(`button[value="${name}"]`).click();
  await expect(page).toHaveURL(new RegExp(next.replace(/[?]/g, '\\?')));
}

type Fields = Record<string, string> | [string, string][];

/** Sends a form as a browser would, without drawing a page. What it leads to is not followed. */
export async function send(from: Page | APIRequestContext, path: string, fields: Fields = {}, headers: Record<string, string> = {}) {
  const request = 'request' in from ? from.request : from;
  return request.post(path, {
    data: new URLSearchParams(fields).toString(), maxRedirects: 0,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', origin: home(), ...headers }
  });
}

/** Where the house under test stands. */
export const home = () => String(test.info().project.use.baseURL);
export const hasScript = () => test.info().project.name === 'with script';

/** The same as `signInAs`, where the way in is not what is looked at. */
export async function enter(from: Page | APIRequestContext, name: string) {
  const answer = await send(from, '/sign-in?/demo', { as: name });
  expect(answer.status(), `signing in as ${name}`).toBe(303);
}

const syllables = ['ba', 'do', 'fe', 'gu', 'ka', 'lo', 'me', 'nu', 'po', 'ra', 'su', 'ta', 've', 'yo'];
const word = (length: number) => Array.from({ length }, () => syllables[randomInt(syllables.length)]).join('');

/** A name nobody here has. */
export const someName = () => `${word(3)} ${word(4)}`.replace(/\b\w/g, (letter) => letter.toUpperCase());

export type Newcomer = { name: string; pass: string; spareKey: string };

/** Somebody who has just joined, for what would be in the way of others if one of the demo people did it. */
export async function arrive(from: Page | APIRequestContext, { device = 'shared', name = someName() } = {}): Promise<Newcomer> {
  const pass = 'four grey gloves on a radiator';
  const answer = await send(from, '/join?/join', { name, own: pass, device, adult: 'on', keepName: 'on' });
  const spareKey = /id="spare-key"[^>]*>([^<]+)</.exec(await answer.text())?.[1]?.trim();
  expect(spareKey, `joining as ${name}: ${answer.status()}`).toBeTruthy();
  return { name, pass, spareKey: spareKey! };
}

/** A new thread; its address. It asks for no reply, so that it waits for no host. */
export async function write(from: Page | APIRequestContext, fields: Record<string, string> = {}): Promise<string> {
  const answer = await send(from, '/talk/new?/post', { want: 'none', board: 'lounge', language: 'en', title: '', text: 'A few words.', once: crypto.randomUUID(), ...fields });
  expect(answer.status(), 'writing a thread').toBe(303);
  return answer.headers().location!;
}

export async function reply(from: Page | APIRequestContext, thread: string, text: string): Promise<void> {
  const answer = await send(from, `${thread}/reply?/send`, { text, once: crypto.randomUUID(), sure: 'yes', language: 'en' });
  expect(answer.status(), 'writing a reply').toBe(303);
}

/**
 * The address of a case at the desk, as somebody at the desk would find it: lane
 * after lane, page after page, for other journeys leave cases too. `row` is what
 * its row says, for example the author's name.
 */
export async function caseAtDesk(from: Page | APIRequestContext, row: RegExp, ...lanes: string[]): Promise<string> {
  await restedDesk();
  const request = 'request' in from ? from.request : from;
  let found: string | undefined;
  await expect.poll(async () => {
    for (const lane of lanes) {
      let path: string | undefined = `/desk/mod?lane=${lane}`;
      while (path && !found) {
        const html: string = (await (await request.get(path)).text()).replace(/[\u2066-\u2069]/g, '');
        for (const [, address, inside] of html.matchAll(/<a[^>]*href="(\/desk\/mod\/cases\/[\w-]+)"[^>]*>([\s\S]*?)<\/a>/g)) {
          if (row.test(inside!.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '))) found ??= address;
        }
        path = /href="(\/desk\/mod\?lane=\w+&(?:amp;)?after=[\w-]+)"/.exec(html)?.[1]?.replace('&amp;', '&');
      }
    }
    return found;
  }, { message: `a case at the desk: ${row}`, timeout: 20_000 }).toBeTruthy();
  return found!;
}

/** No fault axe can see, one h1, nothing that scrolls sideways. */
export async function looksRight(page: Page) {
  await expect(page.locator('h1')).toHaveCount(1);
  await fits(page, 320);
  expect(await faults(page), page.url()).toEqual([]);
}

/** What axe finds. */
export const faults = async (page: Page): Promise<string[]> => (hasScript() ? withAxe(page) : asDrawn(page));

const glasses = new WeakMap<Page, Page>();

/** Axe itself needs a script: the page as it was drawn without one is shown to it in a browser that has. */
async function asDrawn(page: Page): Promise<string[]> {
  const html = (await page.content()).replace(/<script[^>]*><\/script>/g, '');
  let glass = glasses.get(page);
  if (!glass) {
    const context = await page.context().browser()!.newContext({ viewport: page.viewportSize(), javaScriptEnabled: true });
    glasses.set(page, (glass = await context.newPage()));
    page.once('close', () => void context.close());
  }
  const address = page.url().split('#')[0]!;
  await glass.route(address, (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }));
  await glass.goto(address);
  const found = await withAxe(glass);
  await glass.unroute(address);
  return found;
}

/** What axe finds of colours alone: all that another theme can change. */
export const paleness = (page: Page): Promise<string[]> => withAxe(page, ['color-contrast', 'link-in-text-block']);

async function withAxe(page: Page, rules?: string[]): Promise<string[]> {
  const before = page.viewportSize()!;
  // As tall as the page, so that the bar at the foot does not stand over what axe measures.
  const height = await page.evaluate(() => document.body.scrollHeight);
  const isTall = before.height >= height + 200;
  if (!isTall) await page.setViewportSize({ width: before.width, height: height + 600 }); // room for a text area that grows meanwhile
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])).analyze();
  if (!isTall) await page.setViewportSize(before);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}

/** Nothing is cut off and nothing needs sideways scrolling at this width. */
export async function fits(page: Page, width: number) {
  const before = page.viewportSize()!;
  if (before.width !== width) await page.setViewportSize({ width, height: before.height });
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(content, `${page.url()} at ${width} px`).toBeLessThanOrEqual(window!);
  if (before.width !== width) await page.setViewportSize(before);
}
