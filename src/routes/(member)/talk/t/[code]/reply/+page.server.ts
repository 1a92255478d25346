import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { refuse } from '#platform/answers';
import { action, page } from '#platform/http';
import { words } from '#ui/words';
import { signedIn } from '#members/gate';
import * as seats from '#gatherings/seats';
import * as posting from '#house/posting';
import { draftOf, emptyDraft, type Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as earlier from '#forum/earlier';
import { addressOf } from '#forum/page-rules';
import * as posts from '#forum/posts';
import { isReadyLine, type ReadyLine } from '#forum/thread-rules';
import { asHost, type Member } from '#members/members';
import * as assessing from '#safety/assessing';
import * as starts from '#safety/starts';
import { offeredInstead } from '../../../../offered.ts';
import { answer, askedFirst, lookingOver, orTheirWords, sending } from '../../../asked.ts';

const place = ({ code = '' }: Partial<Record<string, string>>) => `reply:${code}`;

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const answering = await orTheirWords(member, place(params), () => posts.answering(member, params.code ?? ''));
  const kept = await drafts.of(member, place(params));
  const to = url.searchParams.get('to') || kept?.fields.to;
  const spokenTo = to ? await posts.spokenTo(member, answering.code, to) : undefined;
  const start = asHost(member) ? starts.wordsOf(url.searchParams.get('start'), answering.language) : '';
  return {
    hasStarts: Boolean(asHost(member)) && !answering.isMine,
    came: await seats.cameLately(member),
    ...answering, spokenTo, earlier: await earlier.of(member, place(params)), posting: await posting.now(), now: new Date(), day: member.session.day, once: randomUUID(), keptAt: kept?.savedAt ?? null,
    offered: kept && (await offeredInstead(member, place(params))),
    draft: { ...emptyDraft, language: answering.language, ...kept?.fields, to: spokenTo?.to ?? '', ...(start ? { text: starts.above(kept?.fields.text ?? '', start) } : {}) }
  };
});

/** One of the ready lines; what stood in the box stays a draft. */
async function sayReady(member: Member, code: string, ready: ReadyLine, draft: Draft, once: string): Promise<posts.Place> {
  // For a member without words of their own they are fine; whoever answers for the place bends what is ready.
  if (asHost(member) && !(await posts.answering(member, code)).isMine) refuse('safety.refused.unbent', 'text');
  const line = { ...draft, text: words('forum')(`ready.${ready}`), language: member.language, about: [] };
  const said = await posts.reply(member, code, line, once);
  await drafts.keep(member, `reply:${code}`, draft);
  return said;
}

export const actions = {
  ...lookingOver(place),
  /** A ready start for a host, above what stands in the box: all of it is kept. */
  start: action(async ({ locals, params }, sent) => {
    const [member, typed] = [signedIn(locals), draftOf(sent)];
    return orTheirWords(member, place(params), async () => {
      const { language } = await posts.answering(member, params.code ?? '');
      const start = asHost(member) ? starts.wordsOf(sent.text('start'), language) : '';
      const draft = { ...typed, text: starts.above(typed.text, start) };
      await drafts.keepPressed(member, place(params), draft, sent.text('once'));
      return answer(draft, sent, {});
    }, typed);
  }),
  send: action(async ({ locals, params }, sent) => {
    const [member, draft, code, ready] = [signedIn(locals), draftOf(sent), params.code ?? '', sent.text('ready')];
    if (isReadyLine(ready)) {
      const said = await orTheirWords(member, place(params), () => sayReady(member, code, ready, draft, sent.text('once')), draft);
      redirect(303, addressOf(said.code, said.number));
    }
    return sending(member, place(params), draft, async () => {
      if (asHost(member)) starts.refuseUnbent(draft.text, 'text');
      const asked = await askedFirst(member, place(params), draft, sent);
      if (asked) return asked;
      const said = await posts.reply(member, code, draft, sent.text('once'));
      const isOffered = await assessing.atOnce(member, said);
      redirect(303, isOffered ? addressOf(said.code, said.number).replace(/#.*/, '#offer') : addressOf(said.code, said.number));
    });
  })
};
