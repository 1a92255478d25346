import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as folds from '#forum/folds';
import { foldedFor } from '#forum/thread-rules';
import * as exercises from '#learning/exercises';
import * as lessons from '#learning/lessons';
import type { Language } from '#platform/words';
import * as gentle from '#safety/gentle';
import * as comforts from '#toolbox/comforts';

const few = 3;

/** Where a kept exercise or lesson stands, and what it is called now. One that is not there any more keeps its old name and leads nowhere. */
function placeOf({ leads }: comforts.Comfort, language: Language): { href?: string; words?: string; kind?: 'exercise' | 'lesson' } {
  const leaf = leads && (leads.to === 'exercise' ? exercises.find(leads.id, language) : lessons.find(leads.id, language));
  return leaf ? { href: `/${leads.to === 'exercise' ? 'space/try' : 'learn'}/${leaf.address}`, words: leaf.title, kind: leads.to } : {};
}

/** On a bad day: what the member chose first, three kind posts, or gentle threads where there are none, and nothing to fill in. */
export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const isBad = member.session.day === 'bad' && !url.searchParams.has('all');
  const [own, kind, chosen] = await Promise.all([comforts.of(member), gentle.kind(member, few), folds.chosen(member)]);
  const lines = own.map(({ id, content }) => ({ id, ...content, ...placeOf(content, member.language) }));
  return { lines: isBad ? lines.slice(0, few) : lines, posts: kind.posts, threads: kind.threads, isOwn: kind.isOwn, folded: foldedFor(chosen, member), isBad, once: randomUUID() };
});

export const actions = {
  add: action(async ({ locals }, sent) => {
    await comforts.add(signedIn(locals), (name) => sent.text(name), { once: sent.text('once') });
    redirect(303, '/space/comforts');
  }),
  choose: action(async ({ locals }, sent) => {
    await comforts.choose(signedIn(locals), sent.text('comfort'), { first: sent.text('first') !== 'no' });
    redirect(303, '/space/comforts');
  }),
  takeAway: action(async ({ locals }, sent) => {
    await comforts.takeAway(signedIn(locals), sent.text('comfort'));
    redirect(303, '/space/comforts');
  })
};
