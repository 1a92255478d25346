import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as promises from '#safety/promises';
import * as reports from '#safety/reports';

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const { post, isOpen } = await reports.about(member, params.id ?? '');
  const { id, name, memberCode, code, number, createdAt, isCoarse } = post;
  return { post: { id, name, memberCode, code, number, createdAt, isCoarse, isGone: post.deletedAt !== null, isHidden: post.hiddenAt !== null }, isOpen, isSent: isOpen && url.searchParams.has('sent'), promised: await promises.of(member, 'post', post.id), now: new Date() };
});

export const actions = {
  default: action(async ({ locals, params }, sent) => {
    const id = params.id ?? '';
    await reports.tell(signedIn(locals), id, sent.text('reason'), sent.text('words'));
    redirect(303, `/report/${id}?sent`);
  })
};
