import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import * as ties from '#care/ties';
import { signedIn } from '#members/gate';
import * as days from '#toolbox/days';
import { moment } from '#ui/when';
import { sheetsOf } from './things.ts';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const after = url.searchParams.get('after');
  const [sharing, all, looks, now] = await Promise.all([grants.of(member), ties.of(member), openings.of(member, { most: openings.onAPage + 1, after }), days.now(member)]);
  const { rows: log, older } = openings.paged(looks);
  const papers = sharing.some(({ kind }) => kind === 'questions') ? await sheetsOf(member) : [];
  return {
    people: all.filter(({ endedAt }) => !endedAt).map((tie) => ({ ...tie, kinds: sharing.filter(({ tieId }) => tieId === tie.id).map(({ id, kind, thing, lastDay }) => ({ id, kind, lastDay, sheet: papers.find((paper) => paper.id === thing)?.name })) })),
    log: log.map(({ id, kind, name, role, organisation, checkWord, openedAt, byProgram }) => ({ id, kind, name, role, organisation, checkWord, byProgram, at: moment(openedAt, locals.language, now.timeZone) })),
    older, isNewest: after === null, isStopped: url.searchParams.has('stopped')
  };
});

export const actions = {
  stopAll: action(async ({ locals }) => {
    await grants.stopAll(signedIn(locals));
    redirect(303, '/space/sharing?stopped');
  })
};
