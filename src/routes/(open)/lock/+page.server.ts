import { redirect } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { action, ownPath, page } from '#platform/http';
import { unlock } from '#members/sign-ins';
import { enter, from } from '../sign-in/entering.ts';

/** The cookie says whose device this is; the page does not. */
export const load = page(({ locals: { member, work, locked }, url, request }) => {
  const next = ownPath(url.searchParams.get('next'));
  if ((member ?? work) && request.method === 'GET') redirect(303, next);
  if (!member && !work && !locked) redirect(303, `/sign-in?next=${encodeURIComponent(next)}`);
  return { next, hasKept: url.searchParams.has('kept'), hasLost: url.searchParams.has('lost'), cover: locked?.cover ?? '' };
});

export const actions = {
  default: action(async (event, sent) => {
    const { token, device } = await unlock(event.cookies.get(cookies.session), sent.text('pass'), from(event, 'shared'));
    return enter(event, token, device, sent.text('next'));
  })
};
