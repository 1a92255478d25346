import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { needsAt } from '#gatherings/access-rules';
import { isWay } from '#gatherings/gathering-rules';
import * as inviting from '#gatherings/inviting';
import * as sittings from '#gatherings/sittings';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as reminders from '#members/reminders';
import * as spaces from '#members/spaces';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const way = url.searchParams.get('way') ?? '';
  const looked = { needs: needsAt(url.searchParams.getAll('needs')), way: isWay(way) ? way : null };
  const [all, reminder, comes, drafts, lately, invited] = await Promise.all([
    spaces.all(member, smallestArea), reminders.due(member, ['season']), sittings.upcoming(member, smallestArea, looked), sittings.drafts(member), sittings.lately(member), inviting.mine(member)
  ]);
  return { isBadDay: member.session.day === 'bad', all, reminder, comes, drafts, lately, invited, looked, isGone: url.searchParams.has('gone') };
});

export const actions = {
  no: action(async ({ locals }, sent) => {
    await inviting.sayNo(signedIn(locals), sent.text('gathering'));
    redirect(303, '/meet');
  })
};
