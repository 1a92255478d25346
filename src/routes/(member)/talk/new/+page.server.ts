import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { words } from '#ui/words';
import { signedIn } from '#members/gate';
import * as seats from '#gatherings/seats';
import * as posting from '#house/posting';
import * as personas from '#members/personas';
import * as reminders from '#members/reminders';
import { draftOf, emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as earlier from '#forum/earlier';
import { isOpening, isWant, openingBoard, tagAt } from '#forum/thread-rules';
import * as threads from '#forum/threads';
import * as assessing from '#safety/assessing';
import { offeredInstead } from '../../offered.ts';
import { led } from '../../led.ts';
import { askedFirst, lookingOver, sending } from '../asked.ts';

export const load = page(async (event) => {
  const { locals, url } = event;
  const member = signedIn(locals);
  const [{ boards: all, kept }, before, here, reminder, came] = await Promise.all([drafts.forNew(member), earlier.of(member, 'new'), personas.at(member, 'forum'), reminders.due(member, ['post', 'season']), seats.cameLately(member)]);
  const want = url.searchParams.get('want');
  const asked = url.searchParams.get('board');
  const board = all.find(({ address, code }) => address === asked || code === asked);
  if (board) led(event, asked, board);
  const tag = tagAt(url.searchParams.get('tag'));
  const start = { ...emptyDraft, want: isWant(want) ? want : 'listen', board: board?.code ?? '', tags: tag ? [tag] : [], language: member.language };
  return {
    boards: all.filter(({ kind, closedAt }) => kind !== 'local' && !closedAt), here, reminder, came, earlier: before, draft: kept?.fields ?? start, keptAt: kept?.savedAt ?? null,
    day: member.session.day, once: randomUUID(), posting: await posting.now(), now: new Date(), offered: kept && (await offeredInstead(member, 'new'))
  };
});

export const actions = {
  ...lookingOver(() => 'new'),
  post: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const draft = draftOf(sent);
    const opening = sent.text('opening');
    const said = isOpening(opening) ? { ...draft, title: '', text: words('forum')(`opening.${opening}`), board: draft.board || openingBoard, language: member.language } : draft;
    if (said !== draft) { // one of the ready openings; what stood in the box was not sent
      const { code } = await drafts.keeping(member, 'new', draft, () => threads.begin(member, said, sent.text('once')));
      await drafts.keep(member, 'new', draft);
      await assessing.atOnce(member, { code, number: 1 });
      redirect(303, `/talk/t/${code}`);
    }
    return sending(member, 'new', draft, async () => {
      const asked = await askedFirst(member, 'new', draft, sent);
      if (asked) return asked;
      const { code } = await threads.begin(member, draft, sent.text('once'));
      await assessing.atOnce(member, { code, number: 1 });
      redirect(303, `/talk/t/${code}`);
    });
  }),
  forget: action(async ({ locals }) => {
    await drafts.forget(signedIn(locals), 'new');
    redirect(303, '/talk/new');
  })
};
