import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as changes from '#forum/changes';
import { draftOf, emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as earlier from '#forum/earlier';
import { addressOf } from '#forum/page-rules';
import * as posts from '#forum/posts';
import * as appeals from '#safety/appeals';
import * as assessing from '#safety/assessing';
import { offeredInstead } from '../../../../offered.ts';
import { askedFirst, lookingOver, orTheirWords, sending } from '../../../asked.ts';

const place = ({ id = '' }: Partial<Record<string, string>>) => `edit:${id}`;

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  return orTheirWords(member, place(params), async () => {
    const post = await posts.mine(member, params.id ?? '');
    if (post.isTakenBack) notFound();
    const kept = await drafts.of(member, place(params));
    const suggested = url.searchParams.get('suggested');
    const suggestion = suggested ? (await appeals.about(member, suggested)).after : null;
    return {
      post, draft: suggestion !== null ? { ...emptyDraft, ...post, text: suggestion } : (kept?.fields ?? { ...emptyDraft, ...post }), keptAt: kept?.savedAt ?? null, once: randomUUID(), earlier: await earlier.of(member, place(params)),
      offered: kept && (await offeredInstead(member, place(params)))
    };
  });
});

export const actions = {
  ...lookingOver(place, (member, { id = '' }) => posts.mine(member, id)),
  save: action(async ({ locals, params }, sent) => {
    const [member, draft, id] = [signedIn(locals), draftOf(sent), params.id ?? ''];
    return sending(member, place(params), draft, async () => {
      await posts.mine(member, id);
      const asked = await askedFirst(member, place(params), draft, sent);
      if (asked) return asked;
      const { code, number } = await changes.edit(member, id, draft);
      const isOffered = await assessing.atOnce(member, { code, number });
      redirect(303, isOffered ? addressOf(code, number).replace(/#.*/, '#offer') : addressOf(code, number));
    });
  })
};
