import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as agreements from '#house/agreements';
import { signedIn } from '#members/gate';
import type { Day } from '#members/members';
import * as sessions from '#members/sessions';
import * as drafts from '#forum/drafts';
import * as notices from '#notices/notices';

const days: readonly string[] = ['good', 'so-so', 'bad', 'unsaid'];

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  if (!url.search && !(await agreements.isAgreed(member))) redirect(303, '/agree');
  const { day } = member.session;
  const [heard, draft] = await Promise.all([notices.forToday(member, 3), drafts.latest(member)]);
  return {
    name: member.name, day, heard, draft,
    isShort: day === 'bad' && !url.searchParams.has('all'),
    isChoosing: !day || url.searchParams.has('change'),
    isPaused: Boolean(member.pausedAt), leavingAt: member.leavingAt
  };
});

export const actions = {
  default: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    if (days.includes(sent.text('day'))) await sessions.sayDay(member, sent.text('day') as Day);
    redirect(303, '/today');
  })
};
