import { redirect } from '@sveltejs/kit';
import { notFound } from '#platform/answers';
import { action, page } from '#platform/http';
import { keyAsked, keyText } from '#forum/page-rules';
import * as duty from '#house/duty';
import * as sayings from '#house/sayings';
import { host, moderator as moderatorOf } from '#members/gate';
import { asLead, asModerator } from '#members/members';
import * as caring from '#safety/caring';
import * as care from '#team/care';
import * as talks from '#team/talks';

export const load = page(async ({ locals, url }) => {
  const asker = host(locals);
  const [lead, moderator, after] = [asLead(asker), asModerator(asker), keyAsked(url.searchParams.get('notes'))];
  if (after === undefined) notFound();
  const [mine, spared, held, { notes, next }, team, { timeZone }, supervision, { staffHelp }] = await Promise.all([
    care.mine(asker), care.spared(asker), talks.mine(asker), talks.notes(asker, after && { micros: after.at, id: after.id }), lead ? care.team(lead) : undefined, duty.now(), moderator ? talks.supervision(asker) : undefined, sayings.sayAnyway(locals.language)
  ]);
  const company = moderator && mine.enough ? await caring.company(moderator) : undefined;
  return {
    supervision, staffHelp, mine, company, spared, talks: held, notes, team, isModerator: Boolean(moderator), timeZone, now: new Date(), saved: url.searchParams.has('saved'),
    notesAt: after && keyText(after), earlier: next && keyText({ at: next.micros, id: next.id })
  };
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
  supervised: action(async ({ locals }, sent) => {
    await talks.supervised(moderatorOf(locals), sent.text('supervision'));
    done();
  }),
  note: action(async ({ locals }, sent) => {
    await talks.note(host(locals), sent.text('note'));
    done();
  }),
  forget: action(async ({ locals, url }, sent) => {
    await talks.forgetNote(host(locals), sent.text('id'));
    const after = keyAsked(url.searchParams.get('notes'));
    if (after) redirect(303, `/desk/mod/care?saved=&notes=${keyText(after)}`);
    done();
  })
};
