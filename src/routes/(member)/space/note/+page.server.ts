import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as checkIns from '#toolbox/check-ins';
import * as letterboxes from '#toolbox/letterboxes';
import { seenBy } from '../seen.ts';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const saved = url.searchParams.get('saved');
  const [items, kept, letterbox, seers] = await Promise.all([
    checkIns.everyOwnItem(member), saved ? checkIns.one(member, saved) : undefined, letterboxes.of(member), seenBy(member, ['check-ins-body', 'check-ins-mind', 'notes-picture'], ({ withNotes }) => withNotes)
  ]);
  const named = items.map(({ id, content }) => ({ id, ...content }));
  return {
    once: randomUUID(), letterbox, seers, items: named.filter(({ isPast }) => !isPast), past: named.filter(({ isPast }) => isPast), offer: url.searchParams.has('offer'), isGone: url.searchParams.has('gone'),
    saved: kept && { id: kept.id, day: url.searchParams.has('back') ? kept.day : null, body: kept.content.body, mind: kept.content.mind }
  };
});

export const actions = {
  save: action(async ({ locals }, sent) => {
    const { id, isToday, offer } = await checkIns.keep(signedIn(locals), (name) => sent.text(name), { form: sent.text('once') });
    redirect(303, `/space/note?saved=${id}${isToday ? '' : '&back'}${offer ? '&offer' : ''}`);
  }),
  add: action(async ({ locals }, sent) => {
    await checkIns.addOwnItem(signedIn(locals), sent.text('name'), { once: sent.text('once') });
    redirect(303, '/space/note#own');
  }),
  ask: action(async ({ locals }, sent) => {
    await checkIns.turnOwnItem(signedIn(locals), sent.text('item'), { asked: sent.text('asked') === 'yes' });
    redirect(303, '/space/note#own');
  }),
  drop: action(async ({ locals }, sent) => {
    await checkIns.dropOwnItem(signedIn(locals), sent.text('item'));
    redirect(303, '/space/note#own');
  })
};
