/** Being asked how one is, in one's own time; stopping, going on, looking back; and an answer that somebody hears of. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { questionsAt } from './addresses.ts';
import { inDatabase, memberOf, restedDesk } from './database.ts';
import { arrive, caseAtDesk, enter, expect, home, looksRight, send, signInAs, somebodyElse, test } from './journey.ts';

const answer = (page: Page, words: string) => page.getByLabel(words, { exact: true }).check();
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

test('a question a page, stopped and gone on with, skipped where one likes; the result in words, then one’s own past (TOOL-13, RES-3)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await page.goto('/space');
  await page.getByRole('link', { name: 'Wellbeing questions' }).click();
  await page.getByRole('link', { name: /^Begin\s*: Mood and energy$/ }).click();
  await expect(page.getByText('Only you see your answers and your result.')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByText('Question 1 of 8')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Little interest or pleasure in doing things' })).toBeVisible();
  await expect(page.getByText('Over the last 2 weeks, how often have you been bothered by any of the following problems?')).toBeVisible();
  await looksRight(page);
  await answer(page, 'Several days');
  await next(page);
  await answer(page, 'Several days');
  await page.getByRole('button', { name: 'Save and stop' }).click();
  await expect(page.getByText('You have begun: 2 of 8.')).toBeVisible();
  await page.getByRole('link', { name: /^Go on where you were\s*: Mood and energy$/ }).click();
  await page.getByRole('button', { name: 'Go on where you were' }).click();
  await expect(page.getByText('Question 3 of 8')).toBeVisible();
  await answer(page, 'Rather not say');
  await next(page);
  for (let at = 4; at < 8; at++) {
    await answer(page, 'Several days');
    await next(page);
  }
  await answer(page, 'Not at all');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you. Here is what you said' })).toBeVisible();
  await expect(page.getByText('Your last two weeks sound somewhat hard.')).toBeVisible();
  await expect(page.getByText('7 on a scale from 0 to 24.')).toBeVisible(); // 6 from seven answers
  await expect(page.getByText('You left something out.')).toBeVisible();
  await expect(page.getByText('An illness or a medicine can raise those by itself.')).toBeVisible();
  await looksRight(page);
  const href = await page.getByRole('link', { name: 'Download this one as data (FHIR)' }).getAttribute('href');
  const file = (await (await page.request.get(href!)).json()) as { resourceType: string; contained: { item: { code: { code: string }[] }[] }[] };
  expect(file.resourceType).toBe('QuestionnaireResponse');
  expect(file.contained[0]!.item[0]!.code[0]!.code).toBe('44250-9');
  await page.goto('/space/q');
  await expect(page.getByText('so sooner would ask about the same days twice')).toBeVisible();
  expect((await send(page, questionsAt('phq-8'))).status()).toBe(409);
});

test('all on one page, by the member’s own choice, and Later rests for a week', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await page.goto('/space/q');
  await page.getByRole('button', { name: /^Later\s*: Worry$/ }).click();
  await expect(page.getByText(/Resting until/)).toBeVisible();
  await page.getByRole('button', { name: /^Bring it back\s*: Worry$/ }).click();
  await answer(page, 'All on one page');
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('link', { name: /^Begin\s*: Worry$/ }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page).toHaveURL(`${questionsAt('gad-7')}/all`);
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(7);
  await looksRight(page);
  for (const group of await page.getByRole('group').all()) await group.getByLabel('More than half the days', { exact: true }).check();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('14 on a scale from 0 to 21.')).toBeVisible();
  await expect(page.getByText('Worry took a lot of room in your last two weeks.')).toBeVisible();
});

test('one’s own past: a table first, then one line, described; about the same is said so', { tag: '@plain' }, async ({ page }) => {
  await signInAs(page, 'Quiet Heron', `${questionsAt('phq-8')}/past`);
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(5);
  await expect(page.getByRole('img', { name: 'As a line' })).toBeVisible();
  await expect(page.getByText('A line with 4 points, from 13 on')).toBeVisible();
  await looksRight(page);
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByText('That is about the same.')).toBeVisible();
});

test('forged answers are refused, and nobody reads or writes another’s', { tag: '@once' }, async ({ page, playwright }) => {
  await arrive(page);
  await send(page, questionsAt('gad-7'));
  for (const wrong of ['4', '-1', '1.5', 'na', 'x']) expect((await send(page, `${questionsAt('gad-7')}/1?/next`, { 'answer-1': wrong })).status(), wrong).toBe(400);
  expect((await page.request.get(`${questionsAt('gad-7')}/8`)).status()).toBe(404);
  expect((await page.request.get('/space/q/nothing')).status()).toBe(404);
  expect((await page.request.get(`${questionsAt('gad-7')}/done`)).status()).toBe(404);
  const heron = await playwright.request.newContext({ baseURL: home() });
  await enter(heron, 'Quiet Heron');
  const past = await (await heron.get(`${questionsAt('phq-8')}/past`)).text();
  const [, theirs] = /done\?of=([\w-]+)/.exec(past)!;
  expect((await page.request.get(`${questionsAt('phq-8')}/done?of=${theirs}`)).status()).toBe(404);
  expect((await page.request.get(`${questionsAt('phq-8')}/file?of=${theirs}`)).status()).toBe(404);
  await send(page, `${questionsAt('phq-8')}/done?/remove`, { response: theirs! });
  expect((await heron.get(`${questionsAt('phq-8')}/done?of=${theirs}`)).status()).toBe(200);
  await heron.dispose();
});

test('in Norwegian the page says that the questions stand in English, and marks them so', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await send(page, '/settings/language', { language: 'nb' });
  await page.goto(questionsAt('phq-8'));
  await expect(page.getByText('Spørsmålene står på engelsk.')).toBeVisible();
  await page.getByRole('button', { name: 'Begynn' }).click();
  await expect(page.locator('h1[lang="en"]')).toHaveText('Little interest or pleasure in doing things');
  await looksRight(page);
});

test('PHQ-9 waits for people; then an answer about harm brings the calm page before any result, and a moderator, who reads no answer (safety guide §1.4)', { tag: '@plain' }, async ({ page, playwright }) => {
  test.setTimeout(180_000);
  const fresh = () => playwright.request.newContext({ baseURL: home() });
  const [iben, lee] = [await fresh(), await fresh()];
  await enter(iben, 'Iben');
  await enter(lee, 'Lee');
  const desk = async () => (await iben.get('/desk/admin/measures')).text();
  if (!(await desk()).includes('Alt er på plass.')) {
    expect((await send(iben, '/desk/admin/measures?/choose', { measure: 'phq-9', choice: 'on' })).status()).toBe(409);
    expect(await desk()).toContain('Mangler: Et varsel som er prøvd');
    for (const [language, words] of [['en', 'A moderator writes to you here. We do not call anybody.'], ['nb', 'En moderator skriver til deg her. Vi ringer ingen.']] as const) {
      const form = await (await iben.get(`/desk/admin/crisis?in=${language}`)).text();
      const fields = [...form.matchAll(/name="(urgentMinutes|onCallMinutes|leadMinutes)"[^>]*value="(\d+)"/g)].map(([, name, value]) => [name!, value!] as [string, string]);
      const saved = await send(iben, `/desk/admin/crisis?/save&in=${language}`, [...fields, ['afterHours', 'banner'], ['harmAnswer', words]]);
      expect(saved.status(), language).toBe(303);
    }
    await send(iben, '/desk/admin/measures?/drill');
    const drill = await caseAtDesk(lee, /A steward tries the alert/, 'risk');
    const version = /name="version" value="(\d+)"/.exec(await (await lee.get(drill)).text())![1]!;
    await restedDesk();
    expect((await send(lee, `${drill}?/stay`, { version })).status()).toBe(303);
    await expect.poll(desk, { timeout: 20_000 }).toContain('Alt er på plass.');
  }
  expect((await send(iben, '/desk/admin/measures?/choose', { measure: 'phq-9', choice: 'on' })).status()).toBe(303);

  const { name } = await arrive(page);
  await page.goto(questionsAt('phq-9'));
  await expect(page.getByText('We act on this answer as soon as you choose it')).toBeVisible();
  await expect(page.getByText('A moderator writes to you here.')).toBeVisible();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.goto(`${questionsAt('phq-9')}/9`);
  await answer(page, 'Several days');
  await next(page);
  await expect(page).toHaveURL(/\/now$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you for saying so' })).toBeVisible();
  await expect(page.getByText('Moderators are told that you answered this question.')).toBeVisible();
  await looksRight(page);
  await page.goto(`${questionsAt('phq-9')}/1`);
  await expect(page, 'nothing else comes before it').toHaveURL(/\/now$/);
  await answer(page, 'Not sure');
  await next(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Please talk with somebody now' })).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Go on with the questions' }).click();
  await expect(page.getByText('Question 1 of 10')).toBeVisible(); // left here, and people know all the same

  const found = await caseAtDesk(lee, new RegExp(`${name}.*A question about harm to themselves was answered`), 'risk');
  const mod = await somebodyElse(page);
  await signInAs(mod, 'Lee', found);
  await expect(mod.getByText('What they answered there, and every other answer, stays with them.')).toBeVisible();
  expect(await mod.content()).not.toMatch(/Several days|PHQ|Not sure/);
  const version = await mod.locator('input[name="version"]').first().inputValue();
  await send(mod, `${found}?/decide`, { version, deed: 'nothing', toAuthor: '', toReporters: '' });
  await Promise.all([iben.dispose(), lee.dispose()]);

  // Who sat before the question until the device had closed is not met by a pass-sentence.
  const late = await somebodyElse(page);
  const { name: lateName, pass } = await arrive(late);
  await send(late, questionsAt('phq-9'));
  await late.goto(`${questionsAt('phq-9')}/9`);
  await answer(late, 'Nearly every day');
  await inDatabase(`update members.sessions set seen_at = now() - interval '1 hour' where member_id in (${memberOf}) returning 1`, [lateName]);
  await next(late);
  await expect(late).toHaveURL('/space/q/kept?of=a5');
  await expect(late.getByText('Your answer is kept.')).toBeVisible();
  await expect(late.locator('a[href^="tel:"]').first()).toBeVisible();
  await looksRight(late);
  await late.getByRole('link', { name: 'Sign in and go on' }).click();
  await late.getByLabel('Pass-sentence').fill(pass);
  await late.getByRole('button', { name: 'Go on' }).click();
  await expect(late).toHaveURL(`${questionsAt('phq-9')}/now`);
  await expect(late.getByText('Moderators are told that you answered this question.')).toBeVisible();
});

test('what a member takes along has every answer in it (ID-1)', { tag: '@once' }, async ({ page }) => {
  const { pass } = await arrive(page);
  await send(page, questionsAt('phq-2'));
  await send(page, `${questionsAt('phq-2')}/all?/next`, { 'answer-1': '2', 'answer-2': '1' });
  const answer = await send(page, '/settings/things/download', { pass });
  expect(answer.status()).toBe(200);
  const { unzipSync, strFromU8 } = await import('fflate');
  const files = unzipSync(new Uint8Array(await answer.body()));
  const things = JSON.parse(strFromU8(files['my-things.json']!)) as { wellbeingQuestions: { instrument: string }[]; wellbeingQuestionsAsFhir: { resourceType: string }[] };
  expect(things.wellbeingQuestions[0]!.instrument).toBe('phq-2');
  expect(things.wellbeingQuestionsAsFhir[0]!.resourceType).toBe('QuestionnaireResponse');
  expect(readFileSync('src/rooms/measures/instruments/phq-2/questionnaire.json', 'utf8')).toContain('55757-9');
});
