import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { draftOf, emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as earlier from '#forum/earlier';
import * as places from '#forum/places';
import * as threads from '#forum/threads';
import * as posting from '#house/posting';
import { signedIn } from '#members/gate';
import * as personas from '#members/personas';
import * as reminders from '#members/reminders';
import * as assessing from '#safety/assessing';
import { offeredInstead } from '../../../offered.ts';
import { askedFirst, lookingOver, orTheirWords, sending } from '../../../talk/asked.ts';

const place = ({ code = '' }: Partial<Record<string, string>>) => places.draftPlace(code);

export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  return orTheirWords(member, place(params), async () => {
    const here = await personas.inPlace(member, params.code ?? '');
    const [kept, before, reminder] = await Promise.all([places.forNew(member, here, false), earlier.of(member, place(params)), reminders.due(member, ['local', 'season'])]);
    return {
      here, reminder, earlier: before, draft: kept?.fields ?? { ...emptyDraft, want: 'listen', language: member.language }, keptAt: kept?.savedAt ?? null,
      day: member.session.day, once: randomUUID(), posting: await posting.now(), now: new Date(),
      offered: kept && (await offeredInstead(member, place(params)))
    };
  });
});

export const actions = {
  ...lookingOver(place, (member, { code = '' }) => personas.inPlace(member, code)),
  post: action(async ({ locals, params }, sent) => {
    const [member, draft] = [signedIn(locals), draftOf(sent)];
    return sending(member, place(params), draft, async () => {
      const asked = await askedFirst(member, place(params), draft, sent);
      if (asked) return asked;
      const begun = await threads.begin(member, { ...draft, board: params.code ?? '' }, sent.text('once'), { place: place(params) });
      await assessing.atOnce(member, { code: begun.code, number: 1 });
      redirect(303, `/talk/t/${begun.code}`);
    });
  }),
  forget: action(async ({ locals, params }) => {
    await drafts.forget(signedIn(locals), place(params));
    redirect(303, `/meet/${params.code}/new`);
  })
};
