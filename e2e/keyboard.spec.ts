/**
 * Without a mouse: the first stop leads past everything, every stop can be
 * seen and is never behind a bar, and the order is that of reading. Needs a
 * script of ours to look, none of the page's. (ux.md §5 row 6)
 */
import type { Page } from '@playwright/test';
import { boardAt } from './addresses.ts';
import { arrive, enter, expect, test } from './journey.ts';
import { addressesOf } from './routes.ts';

type Stop = { what: string; order: number; isSeen: boolean; isOpen: boolean; mark: string; top: number };

/** Where the focus is now: which element in reading order, how it is marked, and whether a bar stands over it. */
const stop = (page: Page) => page.evaluate((): Stop => {
  const element = document.activeElement as HTMLElement;
  const all = [...document.querySelectorAll('*')];
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const points = [[box.left + 2, box.top + 2], [box.right - 2, box.top + 2], [box.left + box.width / 2, box.top + box.height / 2], [box.left + 2, box.bottom - 2]] as const;
  const isOver = ([x, y]: readonly [number, number]) => {
    const top = document.elementFromPoint(x, y);
    return !top || top === element || element.contains(top) || top.contains(element) || (element as HTMLInputElement).labels?.[0]?.contains(top) || top.getRootNode() !== document;
  };
  return {
    what: `${element.tagName.toLowerCase()} ${(element.textContent || element.getAttribute('name') || '').trim().replace(/\s+/g, ' ').slice(0, 40)}`,
    order: all.indexOf(element), top: box.top + scrollY,
    // A browser brings the caret of a text field into sight, not all of its box.
    isSeen: (box.top >= -1 && box.bottom <= innerHeight + 1) || box.height > innerHeight * 0.6 || (element.tagName === 'TEXTAREA' && box.top >= -1 && box.bottom - innerHeight < box.height / 2),
    isOpen: points.some(isOver) && isOver(points[2]),
    mark: `${style.outlineStyle} ${style.outlineWidth} ${style.boxShadow === 'none' ? '' : 'ring'}`
  };
});

async function walk(page: Page, most = 70) {
  const stops: Stop[] = [];
  for (let at = 0; at < most; at++) {
    await page.keyboard.press('Tab');
    const here = await stop(page);
    if (here.what.startsWith('body') || (stops.length && here.order === stops[0]!.order)) break;
    stops.push(here);
  }
  return stops;
}

for (const width of [360, 1280]) {
  test(`tabbing through what people use most, ${width} wide @script`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await enter(page, 'Quiet Heron');
    for (const path of ['/today', (await addressesOf('/talk/t/[code]'))[0]!, '/talk/new', '/settings/comfort']) {
      await test.step(path, async () => {
        await page.goto(path);
        const stops = await walk(page);
        expect(stops.length, path).toBeGreaterThan(8);
        expect(stops[0]!.what, `${path}: the first stop`).toContain('Go to the main part');
        for (const { what, isSeen, isOpen, mark } of stops) {
          expect(isSeen, `${path}: ${what} is on the screen`).toBe(true);
          expect(isOpen, `${path}: nothing stands over ${what}`).toBe(true);
          expect(mark, `${path}: ${what} shows that it has the focus`).toMatch(/^(solid|auto|double) [2-9]/);
        }
        const orders = stops.map(({ order }) => order);
        expect(orders, `${path}: the order of reading`).toEqual([...orders].sort((a, b) => a - b));
      });
    }
  });
}

test('the skip link leads past everything, and Help is where it always is @script', async ({ page }) => {
  await arrive(page);
  const places: string[] = [];
  for (const path of ['/today', '/talk', '/settings', '/help', '/']) {
    await page.goto(path);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.querySelector('main')!.contains(document.activeElement) || document.activeElement!.closest('footer') !== null), path).toBe(true);
    places.push((await page.locator('header .exits').innerText()).replace(/\s+/g, ' '));
  }
  expect(new Set(places).size, 'the same ways out everywhere').toBe(1);
});

test('writing and sending with keys alone @script', async ({ page }) => {
  await arrive(page);
  await page.goto(`/talk/new?board=${await boardAt('lounge')}`);
  await page.getByRole('radio', { name: 'Just listen' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Has anyone else' })).toBeChecked();
  const words = page.getByLabel('Your words');
  for (let at = 0; at < 12 && !(await words.evaluate((element) => element === document.activeElement)); at++) await page.keyboard.press('Tab');
  await page.keyboard.type('Typed, tabbed and sent.');
  const post = page.getByRole('button', { name: 'Post', exact: true });
  for (let at = 0; at < 12 && !(await post.evaluate((element) => element === document.activeElement)); at++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Typed, tabbed and sent.')).toBeVisible();
});
