import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as duty from '#house/duty';
import { signedIn } from '#members/gate';
import * as notices from '#notices/notices';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const before = url.searchParams.get('before');
  const [list, heard, { timeZone }] = await Promise.all([notices.of(member, before), notices.forToday(member, 20), duty.now()]);
  const isHeld = heard.kept && heard.kept !== 'quiet' && before === null && !url.searchParams.has('all');
  return { ...(isHeld ? { notices: heard.notices, next: undefined, readAt: heard.readAt } : list), kept: isHeld ? heard.kept : undefined, isFirst: before === null, timeZone, now: new Date() };
});

export const actions = {
  /** What the page had shown, as it says itself: on a bad day one may also have asked for all of them. Where it does not say, it is shown anew. */
  default: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const readAt = new Date(sent.text('readAt'));
    if (!Number.isNaN(readAt.getTime())) await notices.putAway(member, { readAt, wasHeld: sent.text('held') !== '' });
    redirect(303, '/notices');
  })
};
