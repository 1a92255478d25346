/**
 * A nurse hands over a card, a member says yes and shares the week for a month;
 * the nurse opens it before the visit, the member sees that she did and stops,
 * and the page that lies open on the ward is empty within five seconds.
 * Nothing the nurse is ever sent leads to the community. [NEW-7, TOOL-10, MSG-4]
 */
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { shareables, type Shareable } from '#care/grant-rules';
import type { Role } from '#members/members';
import { questionsAt } from './addresses.ts';
import { inDatabase } from './database.ts';
import { arrive, enter, expect, looksRight, send, test } from './journey.ts';

test('a week is shared, looked at, and stopped @script', async ({ page, browser }) => {
  const { name } = await arrive(page);
  const ward = await browser.newContext();
  const nurse = await ward.newPage();
  await enter(nurse, 'Sam Reed');
  const sent: string[] = [];
  nurse.on('response', (answer) => void (answer.headers()['content-type']?.includes('text/html') && answer.text().then((text) => sent.push(text), () => {})));

  await nurse.goto('/desk/care/cards');
  await nurse.getByLabel('How many cards').fill('1');
  await nurse.getByRole('button', { name: 'Make them' }).click();
  const code = (await nurse.locator('.code').innerText()).trim();
  await looksRight(nurse);

  const today = new Date().toISOString().slice(0, 10);
  await send(page, '/space/week?/add', { words: 'Walk to the canary gate', size: 'tiny', day: today, once: 'one' });
  await page.goto(`/card/${code}`);
  await page.getByRole('button', { name: 'See whose card it is' }).click();
  await expect(page.getByRole('heading', { name: 'Sam Reed' })).toBeVisible();
  await looksRight(page);
  await page.getByLabel('What they may call you').fill(name);
  await page.getByRole('button', { name: 'Yes, that is my provider' }).click();
  await expect(page.locator('#knownAs-error')).toContainText('This is your name in the community');
  await page.getByLabel('What they may call you').fill('Nora from Tuesday');
  await page.getByRole('button', { name: 'Yes, that is my provider' }).click();
  await expect(page.getByText('You have said yes.')).toBeVisible();

  await page.getByRole('link', { name: 'What Sam Reed can see' }).click();
  const week = page.locator('#k-week');
  await week.locator('summary').click();
  await week.getByLabel('A month').check();
  await week.getByRole('button', { name: 'Share this' }).click();
  await expect(page.getByText('It is shared now.')).toBeVisible();
  await expect(page.locator('#k-plan')).toContainText('Not shared.');
  const kept = await page.context().newPage();
  await kept.goto('/space/week');
  await expect(kept.getByText(/Sam Reed.* can see .*My week.* until .*, also what you add or change\./)).toBeVisible();
  await expect(kept.getByText('Only you see this.')).toHaveCount(0);
  await looksRight(kept);
  const shown = await page.getByRole('heading', { level: 2, name: /Look at it as/ }).locator('..').getByRole('link', { name: 'My week' }).getAttribute('href');

  await nurse.goto('/desk/care');
  await nurse.getByRole('link', { name: 'Nora from Tuesday' }).click();
  await expect(nurse.getByText('not opened yet')).toBeVisible();
  await nurse.getByRole('link', { name: 'My week' }).click();
  await expect(nurse.getByText('Walk to the canary gate')).toBeVisible();
  await looksRight(nurse);
  const theirs = await nurse.locator('main').innerText();

  await page.goto(shown!);
  const own = await page.locator('main').innerText();
  for (const line of theirs.split('\n').filter((one) => /canary|November|December/.test(one) && !/Shared to/.test(one))) expect(own).toContain(line);
  await page.goto('/space/sharing');
  await expect(page.getByText('Sam Reed opened My week')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Stop sharing everything now' }).click();
  await expect(nurse.getByText('This is not shared any more.')).toBeVisible({ timeout: 5_000 });
  await kept.reload();
  await expect(kept.getByText('Only you see this.')).toBeVisible();
  await kept.close();
  await expect(nurse.getByText('Walk to the canary gate')).toHaveCount(0);
  await expect(nurse).toHaveURL(/\/desk\/care$/, { timeout: 10_000 });
  await nurse.getByRole('link', { name: 'Nora from Tuesday' }).click();
  await expect(nurse.getByText('Nothing is shared with you just now.')).toBeVisible();

  for (const path of ['/talk', '/meet', '/today', '/space', '/notices', '/search', '/settings/things', '/desk/mod']) {
    expect((await nurse.request.get(path, { maxRedirects: 0 })).headers().location, path).toBe('/desk/care');
  }
  expect(sent.length).toBeGreaterThan(5);
  for (const html of sent) expect(html).not.toContain(name);
  await page.goto(`/card/${code}`);
  await page.getByRole('button', { name: 'See whose card it is' }).click();
  await expect(page.locator('#card-error')).toContainText('does not open anything now');
  await ward.close();
});

const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';

/** How one of each kind comes to be; its id where one is shared by itself. A new kind does not compile until it stands here. */
const makes: Record<Shareable, (member: APIRequestContext) => Promise<string>> = {
  goal: async (member) => (await send(member, '/space/goals?/add', { words: 'To the gate' }), inside(await (await member.get('/space/goals')).text(), /name="goal" value="([\w-]{36})"/)),
  week: async () => '', 'check-ins-body': async () => '', 'check-ins-mind': async () => '', 'notes-picture': async () => '', people: async () => '', plan: async () => '', items: async () => '',
  'measure-result': async (member) => {
    await send(member, questionsAt('phq-2'));
    for (const n of [1, 2]) expect((await send(member, `${questionsAt('phq-2')}/${n}?/next`, { [`answer-${n}`]: '1' })).status()).toBe(303);
    return 'phq-2';
  },
  questions: async (member) => inside((await send(member, '/space/sheet?/add', { say: 'Gate' })).headers().location ?? '', /\/space\/sheet\/([\w-]+)/)
};
/** One for each kind of person there is, beside the one it is shared with and the one who shares it. A role that is new does not compile until somebody has it. */
const others: Record<Role | 'colleague' | 'member' | 'stranger', string> = {
  colleague: 'Ingrid Moe', member: '', host: 'Fern', trainee: '', moderator: 'Lee', clinicalLead: 'Myrull', safeguardingLead: 'Iben', steward: 'Iben', stranger: ''
};

test('each kind of thing, for each kind of person, at every address of the desk @script', async ({ page, playwright, baseURL }) => {
  await arrive(page);
  const fresh = () => playwright.request.newContext({ baseURL: baseURL! });
  const sam = await fresh();
  await enter(sam, 'Sam Reed');
  const people: [string, APIRequestContext][] = [['their own member', page.request]];
  const byName = new Map<string, APIRequestContext>();
  for (const [role, name] of Object.entries(others)) {
    const who = byName.get(name || role) ?? (await fresh());
    if (!byName.has(name || role) && name) await enter(who, name);
    if (role === 'member' || role === 'trainee') await arrive(who);
    if (role === 'trainee') await inDatabase(`insert into members.roles (id, member_id, role) select gen_random_uuid(), member_id, 'trainee' from members.sessions order by made_at desc limit 1`);
    byName.set(name || role, who);
    people.push([role, who]);
  }
  const made = await (await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text();
  await send(page, '/space/care?/yes', { card: /class="code[^>]*>([\w-]{14})</.exec(made)![1]!, knownAs: 'Matrix' });
  const tie = /\/space\/sharing\/([\w-]{36})/.exec(await (await page.request.get('/space/care')).text())![1]!;
  for (const kind of shareables) {
    const thing = await makes[kind](page.request);
    expect((await send(page, `/space/sharing/${tie}?/share`, { kind, thing, days: '7' })).status(), `${kind} is shared`).toBe(303);
    const own = await (await page.request.get(`/space/sharing/${tie}`)).text();
    const grant = inside(own.slice(own.indexOf(`id="k-${kind}"`)), /name="grant" value="([\w-]{36})"/);
    const address = `/desk/care/${tie}/${grant}`;
    const verbs: Record<string, (who: APIRequestContext) => Promise<APIResponse>> = {
      look: (who) => who.get(address, { maxRedirects: 0 }), 'look at the person': (who) => who.get(`/desk/care/${tie}`, { maxRedirects: 0 }),
      write: (who) => send(who, `${address}?/step`, { words: 'x', once: crypto.randomUUID() }), 'take back': (who) => send(who, `${address}?/takeBack`, { step: grant }), end: (who) => send(who, '/desk/care?/end', { tie })
    };
    // Whom it is shared with sees it; to everybody else it is not there, and a stranger is shown the door. A colleague has nothing to take back, and is not told whether there is.
    for (const [role, who] of people) for (const [verb, ask] of Object.entries(verbs)) {
      const status = (await ask(who)).status();
      expect(role === 'stranger' ? [303, 401] : role === 'colleague' && verb === 'take back' ? [303] : [404], `${kind}: ${verb}, as ${role}: ${status}`).toContain(status);
    }
    expect((await verbs.look!(sam)).status(), kind).toBe(200);
    await send(page, `/space/sharing/${tie}?/stop`, { grant });
    expect((await verbs.look!(sam)).status(), `${kind}, stopped`).toBe(404);
  }
  await Promise.all([sam, ...byName.values()].map((who) => who.dispose()));
});

test('a sheet that is taken away is shared no more, and what was agreed on it stays with its member (TOOL-12)', async ({ page, playwright, baseURL }) => {
  await arrive(page);
  const sam = await playwright.request.newContext({ baseURL: baseURL! });
  await enter(sam, 'Sam Reed');
  const made = await (await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text();
  await send(page, '/space/care?/yes', { card: /class="code[^>]*>([\w-]{14})</.exec(made)![1]!, knownAs: 'Paper' });
  const tie = /\/space\/sharing\/([\w-]{36})/.exec(await (await page.request.get('/space/care')).text())![1]!;
  const sheet = await makes.questions(page.request);
  await send(page, `/space/sheet/${sheet}?/share`, { tie });
  const desk = async () => (await sam.get(`/desk/care/${tie}`)).text();
  const grant = inside(await desk(), new RegExp(`/desk/care/${tie}/([\\w-]{36})`));
  expect((await send(sam, `/desk/care/${tie}/${grant}?/step`, { words: 'Sam rings the ward', once: 'one' })).status()).toBe(303);

  await page.goto(`/space/sheet/${sheet}`);
  const away = page.locator('details', { hasText: 'Take this sheet away' });
  await away.locator('summary').click();
  await expect(away).toContainText('The next steps you agreed on stay');
  await away.getByRole('button', { name: 'Take it away for good' }).click();
  await expect(page.getByRole('heading', { name: 'Next steps from sheets you have taken away' })).toBeVisible();
  await expect(page.getByText('Sam rings the ward').first()).toBeVisible();
  await looksRight(page);
  expect(await desk()).not.toContain(grant);
  expect((await sam.get(`/desk/care/${tie}/${grant}`)).status()).toBe(404);

  await page.getByRole('button', { name: 'Done Sam rings the ward' }).click();
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
  await page.locator('#left').locator('summary').click();
  await page.locator('#left').getByRole('button', { name: /Take it away for good/ }).click();
  await expect(page.locator('#left')).toHaveCount(0);
  await sam.dispose();
});

test('at the clinic nobody goes by a name they have here; one that is close is asked about, and may be kept (ID-3, NEW-7)', { tag: '@plain' }, async ({ page, playwright, baseURL }) => {
  const { name } = await arrive(page);
  const near = name.split(' ')[0]!;
  const sam = await playwright.request.newContext({ baseURL: baseURL! });
  await enter(sam, 'Sam Reed');
  const made = await (await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text();
  await page.goto('/space/care');
  await page.locator('input[name="card"]').fill(inside(made, /class="code[^>]*>([\w-]{14})</));
  await page.locator('form[action="?/look"] button').click();
  const called = page.getByLabel('What they may call you');
  const yes = page.getByRole('button', { name: 'Yes, that is my provider' });
  await called.fill(name);
  await yes.click();
  await expect(page.getByText('This is your name in the community.').first()).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await called.fill(near);
  await yes.click();
  await expect(page.getByText('This is close to a name you have here.').first()).toBeVisible();
  await expect(called).toHaveValue(near);
  await looksRight(page);
  await page.getByRole('checkbox', { name: 'I want this name as it is' }).check();
  await yes.click();
  await expect(page.getByText(`${near}.`).first()).toBeVisible();
  const [tie] = await inDatabase('select id from care.ties where member_id = (select p.member_id from members.faces f join members.personas p on p.id = f.persona_id where f.name = $1)', [name]);
  expect(tie).toBeTruthy();
});
