import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import * as ties from '#care/ties';
import { signedIn } from '#members/gate';
import * as days from '#toolbox/days';
import { moment } from '#ui/when';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const [sharing, all, log, now] = await Promise.all([grants.of(member), ties.of(member), openings.of(member), days.now(member)]);
  return {
    people: all.filter(({ endedAt }) => !endedAt).map((tie) => ({ ...tie, kinds: sharing.filter(({ tieId }) => tieId === tie.id).map(({ id, kind, lastDay }) => ({ id, kind, lastDay })) })),
    log: log.map(({ id, kind, name, role, organisation, checkWord, openedAt }) => ({ id, kind, name, role, organisation, checkWord, at: moment(openedAt, locals.language, now.timeZone) })),
    isStopped: url.searchParams.has('stopped')
  };
});

export const actions = {
  stopAll: action(async ({ locals }) => {
    await grants.stopAll(signedIn(locals));
    redirect(303, '/space/sharing?stopped');
  })
};
