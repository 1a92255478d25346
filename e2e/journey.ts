/**
 * What every journey needs: people of the demo community to be, newcomers to
 * make, and a look at each page that a designer and an axe would both accept.
 */
import { expect, test as base, type APIRequestContext, type Browser, type BrowserContext, type Page, type Response } from '@playwright/test';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isNear } from '#members/name-rules';
import { restedDesk } from './database.ts';

export { expect };

type Looks = { locale?: string; viewport?: { width: number; height: number } };

/**
 * Profiles of a browser whose journey is over, emptied, for the next journey of
 * the same worker: making one costs as much as walking through five pages.
 */
const free = new Map<string, BrowserContext[]>();

async function borrow(browser: Browser, { locale = 'en-GB', viewport = { width: 360, height: 740 } }: Looks = {}): Promise<{ context: BrowserContext; giveBack: () => Promise<void> }> {
  const waiting = free.get(`${locale} ${viewport.width}`) ?? [];
  free.set(`${locale} ${viewport.width}`, waiting);
  const [origin, isScripted] = [home(), hasScript()];
  const context = waiting.pop() ?? (await browser.newContext({ locale, viewport, baseURL: origin, javaScriptEnabled: isScripted }));
  const giveBack = async () => {
    try {
      await context.setOffline(false);
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      if (isScripted) await forget(context, origin);
      const [first, ...more] = context.pages();
      await Promise.all((isScripted ? context.pages() : more).map((page) => page.close()));
      await context.clearCookies();
      if (!isScripted && first) await tidied(first, viewport);
      waiting.push(context);
    } catch {
      await context.close().catch(() => {}); // one that cannot be emptied is not used again
    }
  };
  return { context, giveBack };
}

/** A window without a script keeps nothing of where it was: it waits at an address that draws nothing, for opening another costs as much as two pages. */
async function tidied(page: Page, viewport: { width: number; height: number }) {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.goto('/robots.txt');
  await page.emulateMedia({ media: null });
  if (page.viewportSize()?.width !== viewport.width || page.viewportSize()?.height !== viewport.height) await page.setViewportSize(viewport);
}

const windowOf = async (context: BrowserContext) => context.pages()[0] ?? context.newPage();

/** What scripts leave behind: workers, caches, what they stored. */
async function forget(context: BrowserContext, origin: string) {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto('about:blank');
  const wire = await context.newCDPSession(page);
  await wire.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
}

/**
 * A journey. `@script` needs a script, and gets a profile nobody had before;
 * `@once` draws no page, or none otherwise without a script; `@plain` sends its
 * forms from pages without a script of their own, so it is walked without one,
 * and fails when that is no longer true. Which are walked both ways all the same
 * stands in docs/house.md.
 */
export const test = base.extend({
  context: async ({ browser }, use, { tags }) => {
    if (tags.includes('@script')) {
      const context = await browser.newContext();
      await use(context);
      await othersGone();
      await context.close();
      return;
    }
    const { context, giveBack } = await borrow(browser);
    const scripted = tags.includes('@plain') ? sentFromScripted(context) : undefined;
    await use(context);
    const found = await scripted?.();
    await othersGone();
    await giveBack();
    expect(found ?? [], 'forms a script has a hand in: this journey has to be walked with it, too').toEqual([]);
  },
  page: async ({ context }, use) => use(await windowOf(context))
});

/** Without a script only those pages are drawn otherwise that have a script of their own; the four that are everywhere draw nothing by themselves. */
export const ownScript = /<script src="\/islands\/(?!(?:leave|offline|lock|cover)\.js)/;

/** Where forms were sent from that a script may change. Drafts are kept of words alone; signing in has journeys of its own. */
function sentFromScripted(context: BrowserContext): () => Promise<string[]> {
  const drawn = new Map<string, Promise<string>>();
  const sent: { from: string; words: boolean }[] = [];
  const draw = (answer: Response) => {
    if (answer.request().isNavigationRequest() && answer.status() === 200) drawn.set(answer.url().split('#')[0]!, answer.text().catch(() => ''));
  };
  context.on('response', draw);
  context.on('request', (request) => {
    if (request.isNavigationRequest() && request.method() === 'POST') sent.push({ from: request.frame().url().split('#')[0]!, words: /(^|&)text=/.test(request.postData() ?? '') });
  });
  return async () => {
    context.removeAllListeners('request');
    context.removeAllListeners('response');
    const wrong: string[] = [];
    for (const { from, words } of sent) {
      const html = ((await drawn.get(from)) ?? '').replace(words ? /^$/ : /<script src="\/islands\/keep-draft\.js/g, '');
      if (ownScript.test(html) && !new URL(from).pathname.startsWith('/sign-in')) wrong.push(from);
    }
    return wrong;
  };
}

/** Whoever else is in this journey, to be sent home at its end. */
const others: (() => Promise<void>)[] = [];
const othersGone = () => Promise.all(others.splice(0).map((giveBack) => giveBack()));

/** Another person, in a browser of their own; gone when the journey is over. */
export async function somebodyElse(page: Page, looks: Looks = {}): Promise<Page> {
  const { context, giveBack } = await borrow(page.context().browser()!, looks);
  others.push(giveBack);
  return windowOf(context);
}

/** One of the demo community's people, in a browser of their own. */
export async function as(page: Page, name: string): Promise<Page> {
  const theirs = await somebodyElse(page);
  await enter(theirs, name);
  return theirs;
}

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

/** A name nobody here has, and not near to any of one's own: that would be asked about. */
export function someName(own: readonly string[] = []): string {
  const name = `${word(3)} ${word(4)}`.replace(/\b\w/g, (letter) => letter.toUpperCase());
  return own.some((other) => isNear(name, other)) ? someName(own) : name;
}

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
  await page.waitForLoadState('load'); // a page that was just led to is there before its styles are
  await fits(page, 320);
  expect(await faults(page), page.url()).toEqual([]);
}

/** What axe finds. A page without a script of its own is the same bytes without one, and is looked at where the journey is walked with scripts. */
export async function faults(page: Page): Promise<string[]> {
  if (hasScript()) return withAxe(page);
  const html = await page.content();
  return test.info().tags.includes('@plain') || ownScript.test(html) ? asDrawn(page, html) : [];
}

let glass: Page | undefined;

/** Axe itself needs a script: the page as it was drawn without one is shown to it in a browser that has. */
async function asDrawn(page: Page, html: string): Promise<string[]> {
  const viewport = { width: page.viewportSize()!.width, height: 4_000 };
  glass ??= await glazed(await (await page.context().browser()!.newContext({ viewport, javaScriptEnabled: true, serviceWorkers: 'block' })).newPage());
  if (glass.viewportSize()!.width !== viewport.width) await glass.setViewportSize(viewport);
  const address = page.url().split('#')[0]!;
  await glass.route(address, (route) => route.fulfill({ body: html.replace(/<script[^>]*><\/script>/g, ''), contentType: 'text/html; charset=utf-8' }));
  await glass.goto(address);
  const found = await withAxe(glass);
  await glass.unroute(address);
  return found;
}

const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** All that another theme can change. */
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** What axe finds of colours alone. */
export const paleness = (page: Page): Promise<string[]> => withAxe(page, colours);

/** As it is shipped, and asked directly: its own builder loads it a second time on each page. */
const axe = readFileSync(createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/** For a page that looks at one address after another: the browser keeps axe at hand, where sending it to each takes as long as drawing it. */
export async function glazed(page: Page): Promise<Page> {
  await page.addInitScript({ content: axe });
  return page;
}

async function withAxe(page: Page, runOnly = rules): Promise<string[]> {
  const before = page.viewportSize()!;
  // As tall as the page, so that the bar at the foot does not stand over what axe measures.
  const height = await page.evaluate(() => document.body.scrollHeight);
  const isTall = before.height >= height + 200;
  if (!isTall) await page.setViewportSize({ width: before.width, height: height + 600 }); // room for a text area that grows meanwhile
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(`axe.run(document, ${JSON.stringify({ runOnly, resultTypes: ['violations'], preload: false })})
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(' | ')))`);
  // A label leads to the first that bears its id; axe looks only at some that stand twice.
  const twice = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at));
  if (!isTall) await page.setViewportSize(before);
  return [...(found as string[]), ...twice.map((id) => `two with the id ${id}`)];
}

/** Nothing is cut off and nothing needs sideways scrolling at this width. */
export async function fits(page: Page, width: number) {
  const before = page.viewportSize()!;
  if (before.width !== width) await page.setViewportSize({ width, height: before.height });
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(content, `${page.url()} at ${width} px`).toBeLessThanOrEqual(window!);
  if (before.width !== width) await page.setViewportSize(before);
}
