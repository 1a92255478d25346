import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { refuse } from '#platform/answers';
import { action, page } from '#platform/http';
import { words } from '#ui/words';
import { signedIn } from '#members/gate';
import * as seats from '#gatherings/seats';
import * as posting from '#house/posting';
import { draftOf, emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import { addressOf } from '#forum/page-rules';
import * as posts from '#forum/posts';
import { isReadyLine } from '#forum/thread-rules';
import { asHost } from '#members/members';
import * as assessing from '#safety/assessing';
import * as starts from '#safety/starts';
import { askedFirst, lookingOver } from '../../../asked.ts';

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const to = url.searchParams.get('to') ?? '';
  const answering = await posts.answering(member, params.code ?? '', to);
  const kept = await drafts.of(member, `reply:${answering.code}`);
  const start = asHost(member) ? starts.wordsOf(url.searchParams.get('start'), answering.language) : '';
  return {
    hasStarts: Boolean(asHost(member)) && !answering.isMine,
    came: await seats.cameLately(member),
    ...answering, posting: await posting.now(), now: new Date(), day: member.session.day, once: randomUUID(), keptAt: kept?.savedAt ?? null,
    draft: { ...emptyDraft, language: answering.language, ...kept?.fields, ...(to ? { to } : {}), ...(start ? { text: start } : {}) }
  };
});

const place = ({ code = '' }: Partial<Record<string, string>>) => `reply:${code}`;

export const actions = {
  ...lookingOver((_, params) => place(params)),
  send: action(async ({ locals, params: { code = '' } }, sent) => {
    const member = signedIn(locals);
    const draft = draftOf(sent);
    const ready = sent.text('ready');
    if (isReadyLine(ready)) {
      // For a member without words of their own they are fine; whoever answers for the place bends what is ready.
      if (asHost(member) && !(await posts.answering(member, code, '')).isMine) refuse('safety.refused.unbent', 'text');
      const line = { ...draft, text: words('forum')(`ready.${ready}`), language: member.language, about: [] };
      const said = await posts.reply(member, code, line, sent.text('once'));
      await drafts.keep(member, `reply:${code}`, draft);
      redirect(303, addressOf(said.code, said.number));
    }
    if (asHost(member)) await drafts.keeping(member, `reply:${code}`, draft, async () => starts.refuseUnbent(draft.text, 'text'));
    const asked = await askedFirst(member, `reply:${code}`, draft, sent);
    if (asked) return asked;
    const said = await posts.reply(member, code, draft, sent.text('once'));
    const isOffered = await assessing.atOnce(member, { ...said, title: '', text: draft.text, language: draft.language });
    redirect(303, isOffered ? addressOf(said.code, said.number).replace(/#.*/, '#offer') : addressOf(said.code, said.number));
  })
};
