/**
 * Who sees the history of a shared phone learns nothing of what somebody read,
 * wrote, answered or looked for: no address they are given tells it, and no title. What was
 * kept of the addresses before still leads there. [ACC-2]
 */
import type { Request } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { needs } from '#gatherings/access-rules';
import { kinds } from '#learning/exercise-rules';
import { addresses as measures } from '#measures/instrument-rules';
import { areas } from '#toolbox/area-rules';
import { questionsAt, searchAt, topicAt } from './addresses.ts';
import { inDatabase } from './database.ts';
import { arrive, enter, expect, send, somebodyElse, test, write } from './journey.ts';
import { crawl } from './linking.ts';

const leaves = ['lessons', 'exercises'].flatMap((folder) => readdirSync(`src/rooms/learning/${folder}/en`).map((file) => file.replace(/^\d+-|\.md$/g, '')));
/** A word of a fixed address: `people` in `/space/people` is a place, in `/talk/topics/people` it tells. */
const folders = readdirSync('src/routes', { recursive: true, encoding: 'utf8' }).filter((file) => /\+(?:page\.svelte|server\.ts)$/.test(file))
  .map((file) => file.split('/').slice(0, -1).filter((part) => !part.startsWith('(')));
const filled = (path: string): string[] => {
  const parts = path.split('/').filter(Boolean);
  const fitting = folders.filter((folder) => folder.length === parts.length && folder.every((part, at) => part.startsWith('[') || part === parts[at]));
  const held = fitting.map((folder) => parts.filter((_, at) => folder[at]!.startsWith('[')));
  return held.sort((one, other) => one.length - other.length)[0] ?? parts;
};

type Asked = { page: string; name: string; value: string };
const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

/** What a page's forms would put into an address: those sent by GET, and those with a button that sends them so. */
const askedBy = (page: string, html: string): Asked[] =>
  [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].filter(([, tag, inside]) => /method="get"/i.test(tag!) || !/method=/i.test(tag!) || /formmethod="get"/i.test(inside!)).flatMap(([, , inside]) => [
    ...[...inside!.matchAll(/<input[^>]*?\bname="([^"]*)"[^>]*?\bvalue="([^"]*)"/g)].map(([, name, value]) => ({ page, name: name!, value: value! })),
    ...[...inside!.matchAll(/<select[^>]*?\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)].flatMap(([, name, options]) => [...options!.matchAll(/value="([^"]*)"/g)].map(([, value]) => ({ page, name: name!, value: value! })))
  ]);

test('no address a member is given tells what is there: no link, no form that lands in one, nowhere it leads; and no title (ACC-2)', { tag: '@once' }, async ({ page }) => {
  test.setTimeout(180_000);
  await enter(page, 'Quiet Heron');
  const boards = (await inDatabase(`select code, names ->> 'en' as name from forum.boards where space = 'forum'`)) as { code: string; name: string }[];
  const thread = await write(page, { title: 'A kettle of my own', board: 'mood' });
  for (const [kind, subject] of [['board', 'rest'], ['board', 'good']] as const) await send(page, '/talk/follow?do=start', { kind, subject });
  await send(page, '/talk/mute?do=start', { kind: 'board', subject: 'care' });
  await send(page, `${questionsAt('gad-7')}`);
  await send(page, '/learn/b2?/keep');
  await send(page, '/space/try/c3?/helped');
  const starts = ['/today', '/today?change', '/menu', '/talk', '/talk?want=company', thread, '/learn', '/space', '/space/q', '/space/try', '/space/areas', '/space/comforts', '/meet', '/settings/following', '/settings/filters', await searchAt(page, 'kettle', { board: (await topicAt('lounge')).split('/').at(-1)! }), await searchAt(page, 'years'), await topicAt('mood')];
  const { answers } = await crawl(page.request, starts, 600, /^\/(?:talk\/[pt]\/|me\/|report|notices|meet\/\w+\/|meet\/g\/|talk\/c\/|search\?|space\/(?:note|diary|items|people|goals|week|sheet)\b.*[/?])/);
  await send(page, '/talk/mute?do=end', { kind: 'board', subject: 'care' });
  const seen = answers.map(({ address }) => address);
  for (const place of ['/learn/b13', '/space/try/c27', questionsAt('phq-8'), `${questionsAt('phq-8')}/past`, '/space/areas/d11', await topicAt('care'), '/settings/following']) expect(seen, 'the crawl came there').toContain(place);

  const told = new Set([...boards.map(({ code }) => code), ...Object.keys(measures), ...leaves, ...areas, ...needs, ...kinds, 'kettle', 'years']);
  const inFragments = new Set<string>([...Object.keys(measures), ...leaves, ...kinds]);
  /** Of what is shared one says which kind of thing it is. */
  const isSaid = ({ name, value }: Pick<Asked, 'name' | 'value'>) => name === 'next' ? telling(decodeURIComponent(value)) : name !== 'kind' && told.has(value);
  function telling(address: string): boolean {
    const { pathname, searchParams, hash } = new URL(address, 'http://x');
    return filled(pathname).some((part) => told.has(part)) || [...searchParams].some(([name, value]) => isSaid({ name, value })) || inFragments.has(hash.slice(1));
  }
  const given = answers.flatMap(({ address, text }) => [...plain(text).matchAll(/\b(?:href|action|formaction|src)="([^"]+)"|^location: (.+)$/gm)].map(([, link, onward]) => ({ page: address, link: new URL((link ?? onward)!, `http://x${address}`) })))
    .filter(({ link }) => link.host === 'x').map(({ page: from, link }) => ({ from, link: link.pathname + link.search + link.hash }));
  expect(given.length).toBeGreaterThan(1_000);
  expect([...new Set(given.filter(({ link }) => telling(link)).map(({ from, link }) => `${from} leads to ${link}`))]).toEqual([]);
  const asked = answers.flatMap(({ address, text }) => askedBy(address, plain(text)));
  expect(asked.some(({ name }) => name === 'needs') && given.some(({ link }) => /^\/search\?s=[\w-]+&after=/.test(link)), 'the forms were read, and what was found').toBe(true);
  expect(asked.filter(isSaid)).toEqual([]);

  const names = [...boards.map(({ name }) => name), 'A kettle of my own', 'Having a say', 'Awake at three', 'PHQ', 'GAD', 'Worry', 'Mood'];
  const titles = answers.flatMap(({ address, text }) => [...text.matchAll(/<title>([^<]*)/g)].map(([, title]) => `${address}: ${plain(title!)}`));
  expect(titles.length).toBeGreaterThan(80);
  expect(titles.filter((title) => names.some((name) => title.split(': ')[1]!.includes(name)))).toEqual([]);
});

test('what somebody looks for stands in no address the browser asks for, keeps or says it came from; reload and Back find it again, and it opens for nobody else (ACC-2, PEER-17)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  const passed: string[] = [];
  const note = (request: Request) => void passed.push(request.url(), request.headers().referer ?? '');
  page.on('request', note);
  await page.goto('/search');
  await page.getByLabel('Words to look for').fill('years');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/\/search\?s=[\w-]+$/);
  const found = page.url();
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(page).toHaveURL(new RegExp(`${found.split('?')[1]}&after=[\\w-]+$`));
  await page.getByRole('link', { name: 'Back to the newest' }).click();
  await expect(page).toHaveURL(found);
  await page.reload();
  await expect(page.getByText('What we found')).toBeVisible();
  await page.locator('main ul.rows a').first().click();
  await page.goBack();
  await expect(page).toHaveURL(found);
  await expect(page.getByLabel('Words to look for')).toHaveValue('years');
  page.off('request', note);
  expect(passed.length).toBeGreaterThan(10);
  expect(passed.filter((one) => /years/.test(one))).toEqual([]);
  const before = await page.request.get('/search?q=years&who=hosts', { maxRedirects: 0 });
  expect([before.status(), before.headers().location]).toEqual([303, expect.stringMatching(/^\/search\?s=[\w-]+$/)]);

  const elsewhere = await somebodyElse(page);
  await elsewhere.goto('/search?q=years');
  await expect(elsewhere).toHaveURL(/\/sign-in\?next=%2Fsearch%3Fs%3D[\w-]+$/);
  const door = new URL(elsewhere.url()).searchParams.get('next')!;
  await arrive(elsewhere);
  await elsewhere.goto(door);
  await expect(elsewhere, 'what was looked for is there after it').toHaveURL(/\/search\?s=[\w-]+$/);
  expect(elsewhere.url()).not.toContain(door);
  await expect(elsewhere.getByLabel('Words to look for')).toHaveValue('years');
  await elsewhere.goto(found);
  await expect(elsewhere.getByText('We could not open that search')).toBeVisible();
  await expect(elsewhere.getByLabel('Words to look for')).toHaveValue('');
  await expect(elsewhere.getByText('What we found')).toHaveCount(0);
});

test('an address from before leads to the one of now, after the sign-in too; what was none is not there (ACC-2)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  const now: Record<string, string> = {
    '/learn/having-a-say?form=minute': '/learn/b1?form=minute', '/space/try/longer-out': '/space/try/c1', '/space/q/phq-8': '/space/q/a1', '/space/areas/home': '/space/areas/d1',
    '/talk/topics/rest': await topicAt('rest'), '/talk/new?board=mood': `/talk/new?board=${(await topicAt('mood')).split('/').at(-1)}`
  };
  for (const [before, after] of Object.entries(now)) {
    const answer = await page.request.get(before, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location], before).toEqual([308, after]);
    await page.goto(before);
    await expect(page, before).toHaveURL(after);
  }
  for (const none of ['/learn/x', '/space/try/b1', '/space/q/x', '/space/areas/x', '/talk/topics/xxxxx']) expect((await page.request.get(none, { maxRedirects: 0 })).status(), none).toBe(404);
  const kept = await send(page, '/space/areas/home?/keep', { version: '0', now: 'Damp, but mine.' });
  expect(kept.status(), 'what a form sends there is taken').toBe(303);
  await page.goto('/space/areas/d1');
  await expect(page.getByLabel('How things are')).toHaveValue('Damp, but mine.');

  const elsewhere = await somebodyElse(page);
  await elsewhere.goto('/talk/topics/rest');
  await elsewhere.locator('button[value="Quiet Heron"]').click();
  await expect(elsewhere).toHaveURL(now['/talk/topics/rest']!);
});
