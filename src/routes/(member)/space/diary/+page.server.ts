import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import { dayAfter, isDay } from '#toolbox/day-rules';
import * as diaries from '#toolbox/diaries';

const most = 30;

export const load = page(async ({ locals, url }) => {
  const to = url.searchParams.get('to');
  if (to !== null && !isDay(to)) notFound();
  const entries = await diaries.of(signedIn(locals), to, most);
  const last = entries.at(-1)?.day;
  return {
    entries: entries.map(({ id, day, content, hasClash }) => ({ id, day: day ?? '', words: content.words, hasClash })), isNow: to === null,
    earlier: entries.length >= most && last ? dayAfter(last, -1) : null, once: randomUUID(), isSaved: url.searchParams.has('saved'), isGone: url.searchParams.has('gone')
  };
});

export const actions = {
  add: action(async ({ locals }, sent) => {
    await diaries.add(signedIn(locals), (name) => sent.text(name), { once: sent.text('once') });
    redirect(303, '/space/diary?saved');
  })
};
