import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as days from '#toolbox/days';
import * as items from '#toolbox/items';
import * as reminders from '#toolbox/reminders';
import { seenBy } from '../seen.ts';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [all, told, { timeZone }, seers] = await Promise.all([items.of(member), reminders.of(member), days.now(member), seenBy(member, ['items'], (sheet) => sheet.items.length > 0)]);
  return {
    items: all.map(({ id, content, hasClash }) => ({ id, ...content, hasClash })), reminders: told, timeZone, seers,
    once: randomUUID(), isSaved: url.searchParams.has('saved'), isGone: url.searchParams.has('gone')
  };
});

export const actions = {
  add: action(async ({ locals }, sent) => {
    await items.add(signedIn(locals), (name) => sent.text(name), { once: sent.text('once') });
    redirect(303, '/space/items?saved');
  }),
  remind: action(async ({ locals }, sent) => {
    await reminders.set(signedIn(locals), sent.text('at'));
    redirect(303, '/space/items#reminders');
  }),
  forget: action(async ({ locals }, sent) => {
    await reminders.drop(signedIn(locals), sent.text('reminder'));
    redirect(303, '/space/items#reminders');
  })
};
