/**
 * The ladder, walked by people: somebody from the café lets two others know
 * her forum name, and somebody takes it back. Each
 * person has a browser of their own. [ID-6, ID-8, ID-9, ID-10, NEW-1]
 */
import type { Page } from '@playwright/test';
import { arrive, expect, looksRight, somebodyElse, someName, test } from './journey.ts';

const says = (page: Page, text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();
const saysNot = (page: Page, text: string | RegExp) => expect(page.getByText(text)).toHaveCount(0);
/** Presses and waits for the page it leads to, as a person does. */
const press = async (page: Page, name: string | RegExp) => {
  await Promise.all([page.waitForEvent('load', { timeout: 10_000 }).catch(() => undefined), page.getByRole('button', { name, exact: typeof name === 'string' }).first().click()]);
};

type Person = { page: Page; forum: string; here: string };

/** The page of a place, not of one of its next dates. */
async function enterPlace(page: Page, place: string) {
  await page.goto('/meet');
  await page.locator('a[href^="/meet/"]:not([href^="/meet/g/"])', { hasText: place }).first().click();
}

/** Somebody with a browser of their own, who comes into a place under a name they choose there. */
async function person(first: Page, place: string): Promise<Person> {
  const page = await somebodyElse(first);
  const { name: forum } = await arrive(page);
  await enterPlace(page, place);
  await expect(page).toHaveURL(/\/join$/);
  const here = someName([forum]);
  await page.getByLabel('Your new name').fill(here);
  await page.getByRole('button', { name: 'Come in' }).click();
  await says(page, 'Tick the box if you agree to what people here promise each other.');
  await expect(page.getByLabel('Your new name')).toHaveValue(here);
  await page.getByLabel('I promise that too').check();
  await press(page, 'Come in');
  await says(page, `You are ${here} here. Nobody in this space knows your other names.`);
  return { page, forum, here };
}

const known = async (page: Page, place: string) => {
  await page.goto('/settings/known');
  await page.locator('section').filter({ has: page.getByRole('heading', { name: place, exact: true }) }).getByRole('link', { name: /Look closer/ }).click();
};
const shareNames = async ({ page }: Person, place: string, isAsked = true) => {
  await known(page, place);
  await page.getByLabel(/My forum name, to people I pick/).check();
  await page.getByRole('button', { name: 'Keep this' }).first().click();
  if (!isAsked) return;
  await page.getByLabel(/People here may ask to share names with me/).check();
  await page.locator('form[action="?/reach"]').getByRole('button').click();
  await says(page, 'Kept.');
};
const open = async (page: Page, place: string, name: string) => {
  await enterPlace(page, place);
  await page.getByRole('link', { name: 'Who is here' }).click();
  await page.getByRole('link', { name, exact: true }).click();
};

test('a name that was picked among those offered stays the one, whatever is forgotten or asked for meanwhile (ID-8)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await enterPlace(page, 'Coffee and a sit-down');
  const box = page.getByLabel('Your new name');
  const first = await box.inputValue();
  await expect(page.getByLabel('The name in the box')).toBeChecked();
  const offered = page.locator('input[name=choose]').nth(1);
  const picked = (await offered.getAttribute('value'))!;
  await offered.check();
  await looksRight(page);
  for (const button of ['Another pattern', 'Come in']) {
    await press(page, button);
    await expect(box).toHaveValue(picked);
    await expect(page.getByLabel('The name in the box')).toBeChecked();
  }
  expect(picked).not.toBe(first);
  await page.getByLabel('I promise that too').check();
  await press(page, 'Come in');
  await says(page, `You are ${picked} here.`);
});

test('somebody from the café lets two people know who she is: one says yes, of the other nothing is known (ID-6, ID-9)', { tag: '@plain' }, async ({ page }) => {
  const place = 'Coffee and a sit-down';
  const [rose, sam, tom] = [await person(page, place), await person(page, place), await person(page, place)];

  await rose.page.goto('/settings/known');
  await says(rose.page, `You are ${rose.forum} here.`);
  await looksRight(rose.page);
  for (const one of [sam, tom]) await shareNames(one, place);

  // She picks both, by the names she knows them by.
  await shareNames(rose, place, false);
  for (const { here, forum } of [sam, tom]) {
    await rose.page.getByLabel(here, { exact: true }).check();
    await saysNot(rose.page, forum);
  }
  await says(rose.page, 'People cannot un-know what they saw.');
  await press(rose.page, 'Say yes to them');
  for (const { here } of [sam, tom]) await says(rose.page, `You said yes to ${here}`);
  await looksRight(rose.page);
  const waiting = (await rose.page.locator('#who').innerText()).replaceAll('\n', ' ');

  // Both are asked, quietly. Neither sees her forum name before they have said yes.
  for (const one of [sam, tom]) {
    await enterPlace(one.page, place);
    await says(one.page, 'Somebody here would like to share names with you.');
    await known(one.page, place);
    await says(one.page, `${rose.here} would like to share names with you.`);
    await saysNot(one.page, rose.forum);
  }
  await press(sam.page, `Yes, share with ${rose.here}`);
  await says(sam.page, `${rose.here} knows your forum name, and you know theirs: ${rose.forum}.`);
  await press(tom.page, `No, not with ${rose.here}`);
  await saysNot(tom.page, `${rose.here} would like to share names with you.`);

  // Of Tom she learns nothing: the line is the one that was there before he answered.
  await known(rose.page, place);
  await says(rose.page, `${sam.here} knows your forum name, and you know theirs: ${sam.forum}.`);
  const line = (text: string) => new RegExp(`You said yes to ${tom.here}[^.]*\\. [^.]*\\.`).exec(text)?.[0];
  expect(line((await rose.page.locator('#who').innerText()).replaceAll('\n', ' '))).toBe(line(waiting));
  await says(rose.page, 'Somebody now knows your forum name.');
  await press(rose.page, 'Fine, put it away');
  await saysNot(rose.page, 'Somebody now knows your forum name.');

  // Before she writes in the café's own place, or anywhere, one line says who knows what.
  await rose.page.goto('/talk/new');
  await says(rose.page, `You are ${rose.forum} here. People you chose in other places know that this is you. Nobody else in this space knows your other names.`);

  // Sam finds her on both pages, Tom on neither.
  await open(sam.page, place, rose.here);
  await says(sam.page, /You know them in the forum as/);
  await sam.page.getByRole('link', { name: rose.forum }).click();
  await says(sam.page, new RegExp(`You know them in ${place} as`));
  await looksRight(sam.page);
  await open(tom.page, place, rose.here);
  await saysNot(tom.page, /You know them in the forum as/);
});

test('somebody takes it back: the closed thread is gone for the other, what was seen is said to stay seen, and a new name is offered (ID-9, ID-10)', { tag: '@plain' }, async ({ page }) => {
  const place = 'The harbour wall';
  const [una, vic, wes] = [await person(page, place), await person(page, place), await person(page, place)];
  for (const one of [una, vic]) await shareNames(one, place);
  await una.page.getByLabel(vic.here, { exact: true }).check();
  await press(una.page, 'Say yes to them');
  await known(vic.page, place);
  await press(vic.page, `Yes, share with ${una.here}`);

  // A closed thread for the two of them.
  await enterPlace(una.page, place);
  await says(una.page, `${vic.here} knows your forum name.`);
  await una.page.getByRole('link', { name: 'Write to people you share names with' }).click();
  await looksRight(una.page);
  await una.page.getByLabel('Your words').fill('Between us: I nearly did not come on Thursday.');
  await press(una.page, 'Post');
  await says(una.page, 'Tick at least one person.');
  await expect(una.page.getByLabel('Your words')).toHaveValue('Between us: I nearly did not come on Thursday.');
  await una.page.getByLabel(vic.here, { exact: true }).check();
  await press(una.page, 'Post');
  await says(una.page, `Only the one who began it, and ${vic.here}, can open this.`);
  const thread = new URL(una.page.url()).pathname;
  await looksRight(una.page);

  await vic.page.goto(thread);
  await says(vic.page, 'I nearly did not come on Thursday.');
  expect((await wes.page.goto(thread))!.status()).toBe(404);
  await enterPlace(wes.page, place);
  await saysNot(wes.page, /I nearly did not come/);

  // She takes it back, on the page that shows who knows what.
  await una.page.goto('/settings/known');
  await press(una.page, `Stop sharing with ${vic.here}`);
  await says(una.page, 'They may remember.');
  await says(una.page, `${vic.here} knew it from`);
  await says(una.page, 'What was seen stays seen.');
  await looksRight(una.page);
  expect((await vic.page.goto(thread))!.status()).toBe(404);
  await open(vic.page, place, una.here);
  await saysNot(vic.page, una.forum);
  await una.page.goto(thread);
  await says(una.page, 'I nearly did not come on Thursday.');

  // And, if she likes, a new name here: nobody who knew the old one learns it.
  await known(una.page, place);
  const fresh = someName([una.forum, una.here]);
  await una.page.getByLabel('Your new name').fill(fresh);
  await press(una.page, 'Take the new name');
  await says(una.page, `You are ${fresh} here. Nobody in this space knows your other names.`);
  await open(vic.page, place, fresh);
  await saysNot(vic.page, una.forum);
  await saysNot(vic.page, una.here);
});

test('somebody who is blocked comes back under a new name and is still not seen; the block is found in the settings and ended there, whole (ID-3, ID-6)', { tag: '@plain' }, async ({ page }) => {
  const place = 'Coffee and a sit-down';
  const [ann, ben] = [await person(page, place), await person(page, place)];
  for (const one of [ann, ben]) await shareNames(one, place);
  await ann.page.getByLabel(ben.here, { exact: true }).check();
  await press(ann.page, 'Say yes to them');
  await known(ben.page, place);
  await press(ben.page, `Yes, share with ${ann.here}`);

  // She blocks him in the café, and Undo ends it in the forum as well.
  const block = async () => {
    await open(ann.page, place, ben.here);
    await ann.page.getByText('Block', { exact: true }).click();
    await says(ann.page, 'You can end the block in your settings');
    await press(ann.page, `Block ${ben.here}`);
    await says(ann.page, 'Blocked. You do not see each other any more.');
  };
  await block();
  await press(ann.page, 'Undo');
  await says(ann.page, 'The block has ended. If you had shared names, you both have to say yes again.');
  await ann.page.goto('/settings/blocked');
  await says(ann.page, 'There is nobody here.');
  await block();

  // He takes his name away and comes in anew.
  await known(ben.page, place);
  await ben.page.getByLabel('Yes, take away my name here and all my words').check();
  await press(ben.page, 'Take my name away');
  await enterPlace(ben.page, place);
  const fresh = someName([ben.forum, ben.here]);
  await ben.page.getByLabel('Your new name').fill(fresh);
  await press(ben.page, 'Come in');
  await says(ben.page, `You are ${fresh} here.`);
  for (const [{ page: theirs }, other] of [[ann, fresh], [ben, ann.here]] as const) {
    await enterPlace(theirs, place);
    await theirs.getByRole('link', { name: 'Who is here' }).click();
    await saysNot(theirs, other);
  }

  await ann.page.goto('/settings');
  await ann.page.getByRole('link', { name: 'People I blocked' }).click();
  await says(ann.page, `Somebody in ${place}. The name you knew is gone.`);
  await saysNot(ann.page, fresh);
  await looksRight(ann.page);
  await ann.page.getByText('End this block').click();
  await press(ann.page, 'Yes, end it');
  await says(ann.page, 'The block has ended.');
  await says(ann.page, 'There is nobody here.');
  await enterPlace(ann.page, place);
  await ann.page.getByRole('link', { name: 'Who is here' }).click();
  await says(ann.page, fresh);
});
