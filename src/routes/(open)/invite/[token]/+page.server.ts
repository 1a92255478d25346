import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as invitations from '#members/invitations';

export const load = page(async ({ locals: { member, path, address }, params }) => {
  const invitation = (await invitations.knock(params.token ?? '', address)) ?? notFound();
  const isOwn = member !== undefined && (await invitations.isOwn(member, params.token ?? ''));
  return { role: invitation.role, name: member?.name, path, isOwn };
});

export const actions = {
  default: action(async ({ locals, params }) => {
    const role = await invitations.take(signedIn(locals), params.token ?? '');
    redirect(303, `/sign-in/second?next=${encodeURIComponent(role === 'steward' ? '/desk/admin' : '/desk')}`);
  })
};
