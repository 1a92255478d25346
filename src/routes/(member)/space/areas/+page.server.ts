import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import { addresses, areas as ours } from '#toolbox/area-rules';
import * as areas from '#toolbox/areas';

export const load = page(async ({ locals, url }) => {
  const kept = await areas.all(signedIn(locals));
  const of = (id: string) => kept.find(({ content }) => content.id === id);
  const list = [
    ...ours.map((id) => ({ address: addresses[id], own: '', key: id, now: of(id)?.content.now ?? '', want: of(id)?.content.want ?? '', hasClash: of(id)?.hasClash ?? false })),
    ...kept.filter(({ content }) => !content.id).map(({ id, content, hasClash }) => ({ address: id, own: content.name, key: 'everyday' as const, now: content.now, want: content.want, hasClash }))
  ];
  const isWritten = ({ now, want, own, hasClash }: (typeof list)[number]) => Boolean(now || want || own || hasClash);
  return { written: list.filter(isWritten), empty: list.filter((area) => !isWritten(area)), once: randomUUID(), isSaved: url.searchParams.has('saved'), isGone: url.searchParams.has('gone') };
});

export const actions = {
  add: action(async ({ locals }, sent) => {
    await areas.add(signedIn(locals), (name) => sent.text(name), { once: sent.text('once') });
    redirect(303, '/space/areas?saved');
  })
};
