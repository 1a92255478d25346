/**
 * Every page, for everybody it is for: no fault axe can see, one h1, a title
 * that tells nothing, the right language, nothing that scrolls sideways, and on
 * a phone nothing to press that is too small. The list is read from the folders
 * of the floor plan, so a page without an entry fails here. (ACC-8, ACC-9; ux.md §5 rows 1 to 4 and 8)
 */
import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { searchAt, topicAt } from './addresses.ts';
import { arrive, enter, expect, faults, fits, glazed, hasScript, looksRight, ownScript, paleness, send, test as journey } from './journey.ts';
import { addressesFor, addressesOf, allRoutes, routes, visit } from './routes.ts';

/** Each of these pages is looked at by axe. */
const test = journey.extend({ page: async ({ page }, use) => use(hasScript() ? await glazed(page) : page) });
// A hundred pages in a row take longer than a journey.
test.describe.configure({ mode: 'parallel', timeout: 240_000 });

/** Nobody who glances at a tab or a history learns what this place is for. */
const telling = /health|illness|\bill\b|pain|peer|support|depress|suicid|cancer|sleep|mood|member|thread|helse|syk|smerte|søvn/i;

/** What stands in the head of a page and how wide it is, asked at once. */
const glance = (page: Page) => page.evaluate(() => {
  const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
  return { title: document.title, lang, dir, headings: document.querySelectorAll('h1').length, isWide: scrollWidth > clientWidth };
});

async function saysWhatItIs(page: Page, language = 'en') {
  const { title, ...rest } = await glance(page);
  expect(title, `a title: ${page.url()}`).not.toBe('');
  expect(title, page.url()).not.toMatch(telling);
  expect(rest, `language, direction, headings and width: ${page.url()}`).toEqual({ lang: language, dir: 'ltr', headings: 1, isWide: false });
}

/** A narrow phone as tall as a long page: nothing has to be resized, and the bar at the foot stands over nothing. */
const narrow = { width: 320, height: 4_000 };

async function isRight(page: Page, path: string, language = 'en') {
  await test.step(path, async () => {
    // The same bytes are drawn the same way: with a script they are looked at once, without one only where it matters.
    if (!hasScript() && !(await (await page.request.get(path)).text()).match(ownScript)) return;
    await visit(page, path);
    await saysWhatItIs(page, language);
    if (page.viewportSize()!.width > 320) await fits(page, 320);
    else expect.soft(await page.evaluate(smallTargets), `${path}: smaller than 44 by 44`).toEqual([]);
    expect(await faults(page), path).toEqual([]);
  });
}

test('every route has an entry', { tag: '@once' }, () => {
  expect(allRoutes().filter((route) => !routes[route]), 'pages that nobody looks at').toEqual([]);
  expect(Object.keys(routes).filter((route) => !allRoutes().includes(route)), 'entries without a page').toEqual([]);
});

test('the page that shows every part @script', async ({ page }) => {
  await visit(page, '/style');
  await looksRight(page);
});

test('signed out', async ({ page }) => {
  await page.setViewportSize(narrow);
  for (const path of await addressesFor('all')) await isRight(page, path);
});

// Four parts, so that workers share them and none runs out of time.
for (const part of [0, 1, 2, 3]) {
  test(`a member, part ${part + 1}`, async ({ page }) => {
    test.setTimeout(180_000); // the first of them also makes what the pages are to show
    await page.setViewportSize(narrow);
    await enter(page, 'Quiet Heron');
    const paths = (await addressesFor('member')).filter((_, at) => at % 4 === part);
    for (const path of paths) await isRight(page, path);
  });
}

test('a member, on pages that are for everybody, and on what they found', async ({ page }) => {
  await page.setViewportSize(narrow);
  await enter(page, 'Quiet Heron');
  for (const path of ['/', '/look', '/help', '/menu', '/about', await searchAt(page, 'sleep', { who: 'hosts' }), ...(await addressesOf('/invite/[token]'))]) await isRight(page, path);
});

test('whoever feels worse, or met with something wrong, can say so from every page (MOD-10, NEW-4)', { tag: '@once' }, async ({ request }) => {
  const says = async (path: string) => {
    const foot = /<footer[\s\S]*<\/footer>/.exec(await (await request.get(path)).text())?.[0] ?? '';
    for (const kind of ['worse', 'wrong']) expect(foot, path).toContain(`href="/wrong?kind=${kind}"`);
  };
  await enter(request, 'Quiet Heron');
  for (const path of [...(await addressesFor('member')), '/help', '/menu', '/about', '/conduct']) await says(path);
  await enter(request, 'Lee');
  for (const path of await addressesFor('host', 'moderator')) await says(path);
});

test('a host', async ({ page }) => {
  await page.setViewportSize(narrow);
  await enter(page, 'Fern');
  for (const path of [...(await addressesFor('host')), '/today', '/menu', '/talk', (await addressesOf('/talk/t/[code]'))[0]!, '/settings/keys']) await isRight(page, path);
});

test('a moderator', async ({ page }) => {
  await page.setViewportSize(narrow);
  await enter(page, 'Lee');
  for (const path of await addressesFor('host', 'moderator')) await isRight(page, path);
});

test('a steward', async ({ page }) => {
  await enter(page, 'Iben');
  await page.setViewportSize({ width: 1280, height: 900 });
  // Iben reads Norwegian; the desk is looked at in both languages.
  for (const path of [...(await addressesFor('host', 'moderator', 'steward')), '/today', '/menu']) {
    await isRight(page, path, 'nb');
  }
});

test('somebody who works with members', async ({ page }) => {
  await page.setViewportSize(narrow);
  await enter(page, 'Sam Reed');
  for (const path of (await addressesFor('provider')).filter((one) => !one.endsWith('/colleagues'))) await isRight(page, path);
  await enter(page, 'Ingrid Moe');
  await isRight(page, '/desk/care/colleagues');
});

test('half signed in, with a second key to add', async ({ page }) => {
  await arrive(page);
  for (const path of await addressesFor('half')) await isRight(page, path);
});

test('nobody sees pages that are not for them', { tag: '@once' }, async ({ request }) => {
  const staff = await addressesFor('host', 'moderator', 'steward', 'provider');
  for (const path of [...(await addressesFor('member')), ...staff]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location], path).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`]);
  }
  await enter(request, 'Quiet Heron');
  for (const path of staff) expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(404);
  // Whoever works with members has no page of members, and none of another desk (MSG-4).
  await enter(request, 'Sam Reed');
  for (const path of [...(await addressesFor('member')), ...(await addressesFor('host', 'moderator', 'steward'))]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location], path).toEqual([303, '/desk/care']);
  }
  await enter(request, 'Fern');
  for (const path of await addressesFor('moderator', 'steward')) expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(404);
});

/** The pages most people spend their time on. */
const mostUsed = async (page: Page) => [
  '/today', '/talk', await topicAt('rest'), (await addressesOf('/talk/t/[code]'))[0]!, (await addressesOf('/talk/t/[code]/reply'))[0]!, '/talk/new', '/talk/saved', '/notices',
  await searchAt(page, 'sleep'), '/space', '/settings', '/settings/comfort', '/settings/filters', '/help', (await addressesOf('/report/[id]'))[0]!
];

/** Every key of the words files: none of them is ever shown as it is. */
const source = new URL('../src/', import.meta.url);
const keys = new Set(readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('words/en.json'))
  .flatMap((file) => Object.keys(JSON.parse(readFileSync(new URL(file, source), 'utf8')) as object)).filter((key) => key.includes('.')));

test('the most used pages in the other themes @script', async ({ page }) => {
  const themes = ['dark', 'soft', 'contrast'];
  await arrive(page);
  for (const theme of themes) {
    expect((await send(page, '/settings/comfort', { theme })).status()).toBe(200);
    await visit(page, '/today');
    expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
  }
  for (const path of await mostUsed(page)) {
    await test.step(path, async () => {
      await visit(page, path);
      for (const theme of themes) {
        await page.evaluate((chosen) => { document.documentElement.dataset.theme = chosen; }, theme); // the whole of what a theme changes in a page
        expect(await paleness(page), `${path} in ${theme}`).toEqual([]);
      }
    });
  }
});

test('the most used pages on a bad day @script', async ({ page }) => {
  await arrive(page);
  await send(page, '/today', { day: 'bad' });
  for (const path of await mostUsed(page)) {
    await test.step(path, async () => {
      await visit(page, path);
      expect(await page.locator('html').getAttribute('data-day')).toBe('bad');
      await looksRight(page);
    });
  }
});

test('the most used pages in Norwegian @script', async ({ page }) => {
  await arrive(page);
  await send(page, '/settings/language', { language: 'nb' });
  for (const path of await mostUsed(page)) {
    await test.step(path, async () => {
      await visit(page, path);
      await saysWhatItIs(page, 'nb');
      await looksRight(page);
      const shown = (await page.locator('body').innerText()).split(/\s+/);
      expect(shown.filter((one) => keys.has(one)), `${path}: keys without words`).toEqual([]);
    });
  }
});

test('text twice as large on a narrow screen, and room between lines and letters', { tag: '@once' }, async ({ page }) => {
  await arrive(page);
  for (const path of ['/', '/about', ...(await mostUsed(page))]) {
    await test.step(path, async () => {
      await page.goto(path);
      await wears(page, 'html { font-size: 32px !important }');
      await fits(page, 320);
      await wears(page, '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
      await fits(page, 320);
    });
  }
});

/** As if the reader's own browser had this style. */
const wears = (page: Page, style: string) => page.evaluate((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}, style);

/** Runs in the page: controls whose box, with their label, is under 44 by 44. Links inside a sentence are as high as the sentence. */
function smallTargets(): string[] {
  const least = 44 - 0.5;
  const small: string[] = [];
  for (const control of document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || control.closest('.unseen, .skips, [aria-hidden=true]')) continue;
    const display = getComputedStyle(control).display;
    if (control.tagName === 'A' && display === 'inline' && control.closest('p, li, dd, td, h1, h2, h3, h4, .banner')) {
      const place = control.closest('p, li, dd, td, h1, h2, h3, h4, .banner')!;
      if (place.tagName !== 'LI' || place.textContent!.trim() !== control.textContent!.trim()) continue;
    }
    const label = (control as HTMLInputElement).labels?.[0];
    // The link of a row takes presses on the whole row.
    const row = getComputedStyle(control, '::after').position === 'absolute' ? control.closest('li') : null;
    const boxes = [(row ?? control).getBoundingClientRect(), ...(label && /^(radio|checkbox)$/.test((control as HTMLInputElement).type) ? [label.getBoundingClientRect()] : [])];
    const [width, height] = [Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top))];
    if (width < least || height < least) small.push(`${control.tagName.toLowerCase()} “${(control.textContent || control.getAttribute('name') || '').trim().slice(0, 40)}” ${Math.round(width)}×${Math.round(height)}`);
  }
  return [...new Set(small)];
}
