import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { draftOf, emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as places from '#forum/places';
import * as threads from '#forum/threads';
import * as posting from '#house/posting';
import { signedIn } from '#members/gate';
import * as personas from '#members/personas';
import * as reminders from '#members/reminders';
import * as assessing from '#safety/assessing';
import { askedFirst, lookingOver } from '../../../talk/asked.ts';

export const load = page(async ({ locals, params: { code = '' } }) => {
  const member = signedIn(locals);
  const here = await personas.inPlace(member, code);
  const [kept, reminder] = await Promise.all([places.forNew(member, here, false), reminders.due(member, ['local', 'season'])]);
  return {
    here, reminder, draft: kept?.fields ?? { ...emptyDraft, want: 'listen', language: member.language }, keptAt: kept?.savedAt ?? null,
    day: member.session.day, once: randomUUID(), posting: await posting.now(), now: new Date()
  };
});

export const actions = {
  ...lookingOver(async (member, { code = '' }) => places.draftPlace((await personas.inPlace(member, code)).place!)),
  post: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const draft = draftOf(sent);
    const asked = await askedFirst(member, places.draftPlace(code), draft, sent);
    if (asked) return asked;
    const begun = await threads.begin(member, { ...draft, board: code }, sent.text('once'), { place: places.draftPlace(code) });
    await assessing.atOnce(member, { code: begun.code, number: 1, title: draft.title, text: draft.text, language: draft.language });
    redirect(303, `/talk/t/${begun.code}`);
  }),
  forget: action(async ({ locals, params: { code = '' } }) => {
    await drafts.forget(signedIn(locals), places.draftPlace(code));
    redirect(303, `/meet/${code}/new`);
  })
};
