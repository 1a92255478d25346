/** A break-glass that is refused for want of a second person, and then done by two (MOD-9, ID-4, safety guide 2.3). */
import { arrive, as, caseAtDesk, enter, expect, looksRight, send, somebodyElse, test, write } from './journey.ts';

const pass = (name: string) => `the demo sentence of ${name.toLowerCase()}`;

test('the vault is opened by two, for one person in danger', { tag: '@plain' }, async ({ page: myrull }) => {
  const member = await somebodyElse(myrull);
  const { name } = await arrive(member);
  await member.goto('/settings/identity');
  await member.locator('form').filter({ has: member.locator('[name=phone]') }).first().locator('[name=phone]').fill('01632 960000');
  await member.locator('form').filter({ has: member.locator('[name=phone]') }).first().getByRole('button').first().click();
  const path = await write(member, { text: 'I have taken something. I will not answer any more.', board: 'mood', want: 'listen' });
  const ash = await as(myrull, 'Ash');
  await send(ash, `/report/${/\/report\/([\w-]+)/.exec(await (await ash.request.get(path)).text())![1]!}`, { reason: 'danger', words: 'Please look now.' });

  // Another lead is here: nobody opens it alone.
  const [lee, iben] = [await as(myrull, 'Lee'), await as(myrull, 'Iben')];
  await send(iben, '/desk/mod/shift?/in', { minutes: '120' });
  await enter(myrull, 'Myrull');
  await send(myrull, '/settings/language?/save', { language: 'en' });
  await myrull.goto(await caseAtDesk(myrull, new RegExp(name), 'risk'));
  await myrull.locator('a[href^="/desk/mod/urgent/"]').first().click();
  await myrull.locator('a[href^="/desk/mod/glass"]').click();
  await looksRight(myrull);
  const form = myrull.locator('form[action^="?/ask"]');
  await form.locator('[name=reason][value=dangerSelf]').check();
  await form.locator('[name=consent][value=cannot]').check();
  await form.locator('[name=basis][value=uk-vital]').check();
  await form.locator('[name=fields][value=phone]').check();
  await form.locator('[name=why]').fill('They wrote that they have taken something and then went silent.');
  await form.locator('[name=pass]').fill('not my sentence at all');
  await form.getByRole('button').click();
  await expect(myrull.locator('#pass-error'), 'who asks proves who they are').toBeVisible();
  await expect(myrull.locator('[name=why]')).toHaveValue(/went silent/);
  await myrull.locator('[name=pass]').fill(pass('Myrull'));
  await form.getByRole('button').click();
  await expect(myrull).toHaveURL(/\/desk\/mod\/glass\/[\w-]+$/);
  const glass = new URL(myrull.url()).pathname;
  await looksRight(myrull);

  await myrull.locator('details').filter({ has: myrull.locator('form[action="?/alone"]') }).locator('summary').click();
  await myrull.locator('form[action="?/alone"] [name=pass]').fill(pass('Myrull'));
  await myrull.locator('form[action="?/alone"] button').click();
  await expect(myrull.locator('body')).toContainText(/A second person has to agree|En annen person må si ja/);
  expect((await send(myrull, `${glass}?/see`)).status(), 'nothing is seen before two have agreed').toBe(404);
  expect((await send(myrull, `${glass}?/agree`, { version: '1', pass: pass('Myrull') })).status(), 'not oneself as the second').toBe(409);
  expect((await lee.request.get(glass)).status(), 'a moderator does not know of it').toBe(404);

  await iben.goto(glass);
  await looksRight(iben);
  await iben.locator('form[action="?/agree"] [name=pass]').fill(pass('Iben'));
  await iben.locator('form[action="?/agree"] button').click();

  await myrull.goto(glass);
  await myrull.locator('form[action="?/see"] button').click();
  await expect(myrull.getByText('01632 960000')).toBeVisible();
  await looksRight(myrull);
  expect((await myrull.request.get(glass)).headers()['cache-control']).toContain('no-store');
  expect(await (await myrull.request.get(glass)).text(), 'the page itself holds no detail').not.toContain('960000');
  await myrull.emulateMedia({ media: 'print' });
  await expect(myrull.getByText('01632 960000'), 'never on paper').toBeHidden();
  await myrull.emulateMedia({ media: 'screen' });

  await myrull.goto(glass);
  const end = myrull.locator('form[action="?/end"]');
  await end.locator('[name=recipient]').selectOption('emergency');
  await end.locator('[name=outcome]').fill('The ambulance found them.');
  await end.locator('[name=telling][value=now]').check();
  await end.getByRole('button').click();
  expect((await send(myrull, `${glass}?/see`)).status(), 'it is over').toBe(404);

  await member.goto('/settings/opened');
  await expect(member.getByText('It was looked at once.')).toBeVisible();
  await looksRight(member);
  await member.goto('/about');
  await expect(member.getByRole('heading', { name: 'How often we looked at who somebody is' })).toBeVisible();
  await send(iben, '/desk/mod/shift?/out', {});
});
