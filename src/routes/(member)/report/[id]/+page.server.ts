import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import * as reports from '#safety/reports';

export const load = page(async ({ locals, params, url }) => {
  const [{ post, isOpen }, promised] = await Promise.all([reports.about(signedIn(locals), params.id ?? ''), duty.promise(new Date(), 'deciding')]);
  const { id, name, memberCode, code, number, createdAt, isCoarse } = post;
  return { post: { id, name, memberCode, code, number, createdAt, isCoarse, isGone: post.deletedAt !== null, isHidden: post.hiddenAt !== null }, isOpen, isSent: isOpen && url.searchParams.has('sent'), promised, now: new Date() };
});

export const actions = {
  default: action(async ({ locals, params }, sent) => {
    const id = params.id ?? '';
    await reports.tell(signedIn(locals), id, sent.text('reason'), sent.text('words'));
    redirect(303, `/report/${id}?sent`);
  })
};
