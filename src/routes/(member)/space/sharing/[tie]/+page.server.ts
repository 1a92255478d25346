import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { shareable } from '#care/grant-rules';
import * as grants from '#care/grants';
import * as openings from '#care/openings';
import * as ties from '#care/ties';
import { signedIn } from '#members/gate';
import * as results from '#measures/results';
import * as days from '#toolbox/days';
import { moment } from '#ui/when';
import { mayShareAnswers, meantBy, standingFor, thingsOf } from '../things.ts';

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const tie = await ties.one(member, params.tie ?? '');
  const [sharing, things, log, now] = await Promise.all([grants.of(member), thingsOf(member), openings.of(member, { most: 20, tieId: tie.id }), days.now(member)]);
  const at = (when: Date) => moment(when, locals.language, now.timeZone);
  return {
    tie, things, today: now.day, saved: url.searchParams.get('saved') === 'stopped' ? 'stopped' : url.searchParams.has('saved') ? 'shared' : undefined,
    sharing: sharing.filter(({ tieId }) => tieId === tie.id).map(({ id, kind, thing, withAnswers, lastDay, lastOpenedAt }) => ({ id, kind, thing: standingFor(kind, thing), withAnswers, lastDay, lastOpened: lastOpenedAt && at(lastOpenedAt) })),
    log: log.map(({ id, kind, openedAt, byProgram }) => ({ id, kind, byProgram, at: at(openedAt) }))
  };
});

export const actions = {
  share: action(async ({ locals, params }, sent) => {
    const [member, kind] = [signedIn(locals), shareable(sent.text('kind'))];
    const thing = meantBy(kind, sent.text('thing'));
    await grants.give(member, params.tie ?? '', { kind, thing, withAnswers: sent.has('answers') && mayShareAnswers(thing), days: sent.text('days'), until: sent.text('until') }, await days.now(member));
    if (kind === 'measure-result') await results.show(member, thing, [thing]);
    redirect(303, `/space/sharing/${params.tie}?saved=shared#k-${encodeURIComponent(kind)}`);
  }),
  stop: action(async ({ locals, params }, sent) => {
    await grants.takeBack(signedIn(locals), sent.text('grant'));
    redirect(303, `/space/sharing/${params.tie}?saved=stopped`);
  }),
  stopAll: action(async ({ locals, params }) => {
    await grants.stopAll(signedIn(locals));
    redirect(303, `/space/sharing/${params.tie}?saved=stopped`);
  })
};
