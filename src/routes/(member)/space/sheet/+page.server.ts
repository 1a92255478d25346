import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as steps from '#care/next-steps';
import * as ties from '#care/ties';
import * as instruments from '#measures/instruments';
import { signedIn } from '#members/gate';
import type { Member } from '#members/members';
import { questionsOf } from '#toolbox/item-rules';
import * as items from '#toolbox/items';
import * as sheets from '#toolbox/sheets';
import { seenBy } from '../seen.ts';

/** Next steps whose sheet was taken away, by the provider they were agreed on with: they stay with the member. */
async function stepsLeft(member: Member): Promise<{ name: string; steps: steps.Step[] }[]> {
  const written = await steps.all(member);
  if (!written.length) return [];
  const there = await sheets.there(member, [...new Set(written.map(({ sheet }) => sheet))]);
  const left = written.filter(({ sheet }) => !there.includes(sheet));
  return left.length ? (await ties.of(member)).map(({ id, name }) => ({ name, steps: left.filter(({ tieId }) => tieId === id) })).filter((one) => one.steps.length) : [];
}

/** A new sheet fills itself with what is taken now and the questions that stand there; every bit of it may be left out. */
export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [kept, all, done, seers] = await Promise.all([sheets.of(member), items.of(member), sheets.answered(member), seenBy(member, ['questions'])]);
  const now = all.filter(({ content }) => !content.isPast);
  return {
    sheets: kept.map(({ id, day, content, hasClash }) => ({ id, day, hasClash, with: content.with, seers: seers.filter(({ thing }) => thing === id) })), items: all.map(({ id, content }) => ({ id, name: content.name })),
    blank: { with: '', say: '', changed: '', questions: questionsOf(now.map(({ content }) => content)).join('\n').slice(0, 1500), items: now.map(({ id }) => id), withNotes: false },
    results: done.map((id) => ({ id, name: instruments.known(id)?.questionnaire.title ?? id })),
    left: await stepsLeft(member), once: randomUUID(), isGone: url.searchParams.has('gone')
  };
});

export const actions = {
  add: action(async ({ locals }, sent) => {
    const id = await sheets.add(signedIn(locals), (name) => sent.text(name), (name) => sent.all(name), { once: sent.text('once') });
    redirect(303, `/space/sheet/${id}`);
  }),
  tick: action(async ({ locals }, sent) => {
    await steps.tick(signedIn(locals), sent.text('step'), { done: sent.text('to') === 'done' });
    redirect(303, '/space/sheet#left');
  }),
  dropStep: action(async ({ locals }, sent) => {
    await steps.takeAway(signedIn(locals), sent.text('step'));
    redirect(303, '/space/sheet#left');
  })
};
