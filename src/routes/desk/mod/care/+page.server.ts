import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import * as duty from '#house/duty';
import { host } from '#members/gate';
import { asLead, asModerator } from '#members/members';
import * as care from '#team/care';
import * as talks from '#team/talks';

export const load = page(async ({ locals, url }) => {
  const asker = host(locals);
  const lead = asLead(asker);
  const [mine, spared, held, notes, team, { timeZone }] = await Promise.all([care.mine(asker), care.spared(asker), talks.mine(asker), talks.notes(asker), lead ? care.team(lead) : undefined, duty.now()]);
  return { mine, spared, talks: held, notes, team, isModerator: Boolean(asModerator(asker)), timeZone, now: new Date(), saved: url.searchParams.has('saved') };
});

const done = () => redirect(303, '/desk/mod/care?saved=');
export const actions = {
  spare: action(async ({ locals }, sent) => {
    await care.spare(host(locals), sent.all('themes'));
    done();
  }),
  hold: action(async ({ locals }, sent) => {
    await talks.hold(host(locals), sent.text('talk'), sent.text('words'));
    done();
  }),
  note: action(async ({ locals }, sent) => {
    await talks.note(host(locals), sent.text('note'));
    done();
  }),
  forget: action(async ({ locals }, sent) => {
    await talks.forgetNote(host(locals), sent.text('id'));
    done();
  })
};
