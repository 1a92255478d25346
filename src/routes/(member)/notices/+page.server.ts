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
  return { ...(isHeld ? { notices: heard.notices, next: undefined } : list), kept: isHeld ? heard.kept : undefined, isFirst: before === null, timeZone, now: new Date() };
});

export const actions = {
  default: action(async ({ locals }) => {
    await notices.putAway(signedIn(locals));
    redirect(303, '/notices');
  })
};
