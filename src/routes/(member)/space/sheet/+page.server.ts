import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as instruments from '#measures/instruments';
import { signedIn } from '#members/gate';
import { questionsOf } from '#toolbox/item-rules';
import * as items from '#toolbox/items';
import * as sheets from '#toolbox/sheets';
import { seenBy } from '../seen.ts';

/** A new sheet fills itself with what is taken now and the questions that stand there; every bit of it may be left out. */
export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [kept, all, done, seers] = await Promise.all([sheets.of(member), items.of(member), sheets.answered(member), seenBy(member, ['questions'])]);
  const now = all.filter(({ content }) => !content.isPast);
  return {
    sheets: kept.map(({ id, day, content, hasClash }) => ({ id, day, hasClash, with: content.with, seers: seers.filter(({ thing }) => thing === id) })), items: all.map(({ id, content }) => ({ id, name: content.name })),
    blank: { with: '', say: '', changed: '', questions: questionsOf(now.map(({ content }) => content)).join('\n').slice(0, 1500), items: now.map(({ id }) => id), withNotes: false },
    results: done.map((id) => ({ id, name: instruments.known(id)?.questionnaire.title ?? id })),
    once: randomUUID(), isGone: url.searchParams.has('gone')
  };
});

export const actions = {
  add: action(async ({ locals }, sent) => {
    const id = await sheets.add(signedIn(locals), (name) => sent.text(name), (name) => sent.all(name), { once: sent.text('once') });
    redirect(303, `/space/sheet/${id}`);
  })
};
