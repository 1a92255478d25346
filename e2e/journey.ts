/**
 * What every journey needs: people of the demo community to be, and a look at
 * each page that a designer and an axe would both accept.
 */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

export { expect, test };

/** Walks in as one of the demo community's people. */
export async function signInAs(page: Page, name: string, next = '/today') {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.locator(`button[value="${name}"]`).click();
  await expect(page).toHaveURL(new RegExp(next.replace(/[?]/g, '\\?')));
}

/** No fault axe can see, one h1, nothing that scrolls sideways. */
export async function looksRight(page: Page) {
  await expect(page.locator('h1')).toHaveCount(1);
  await fits(page, 320);
  const hasScript = await page.evaluate(() => matchMedia('(scripting: enabled)').matches);
  const looked = hasScript ? await withAxe(page) : await asDrawn(page);
  expect(looked, page.url()).toEqual([]);
}

async function withAxe(page: Page): Promise<string[]> {
  const before = page.viewportSize()!;
  // Tall, so that the bar at the foot does not stand over what axe measures.
  await page.setViewportSize({ width: before.width, height: 6000 });
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  await page.setViewportSize(before);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}

/** Axe itself needs a script: the page as it was drawn without one is shown to it in a browser that has. */
async function asDrawn(page: Page): Promise<string[]> {
  const html = await page.content();
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize(), javaScriptEnabled: true });
  const shown = await context.newPage();
  await shown.route(page.url().split('#')[0]!, (route) => route.fulfill({ body: html.replace(/<script[^>]*><\/script>/g, ''), contentType: 'text/html; charset=utf-8' }));
  await shown.goto(page.url());
  const found = await withAxe(shown);
  await context.close();
  return found;
}

/** Nothing is cut off and nothing needs sideways scrolling at this width. */
export async function fits(page: Page, width: number) {
  const before = page.viewportSize()!;
  await page.setViewportSize({ width, height: before.height });
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(content, `${page.url()} at ${width} px`).toBeLessThanOrEqual(window!);
  await page.setViewportSize(before);
}
