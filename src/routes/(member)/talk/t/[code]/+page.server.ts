import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { notFound, NotFound } from '#platform/answers';
import { action, ownPath, page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as duty from '#house/duty';
import * as posting from '#house/posting';
import { emptyDraft } from '#forum/draft-rules';
import { isCode, pageAsked } from '#forum/page-rules';
import { gatheredUntil, isKind } from '#forum/reaction-rules';
import * as reactions from '#forum/reactions';
import * as readings from '#forum/readings';
import type { Post } from '#forum/readings';
import { foldedFor } from '#forum/thread-rules';
import { asHost, type Member } from '#members/members';
import { offeredBeside } from '../../../offered.ts';

const twoDays = 2 * 24 * 3_600_000;

/** What stands beside the reader's own words when they sounded hard. Asked only where there are such words. */
function offered(member: Member, posts: readonly Post[]) {
  const mine = posts.filter(({ isMine, createdAt, editedAt }) => isMine && Date.now() - (editedAt ?? createdAt).getTime() < twoDays).map(({ id }) => id);
  return offeredBeside(member, mine);
}

/** By when a host answers, as it was promised when it was written, and whether that is over: a time that is over is not promised again. */
async function promisedBy(createdAt: Date, now: Date) {
  const promised = await duty.promise(createdAt);
  return promised && { ...promised, isOver: promised.by <= now };
}

/** A page that is not there: it never was, or what began it is kept back since somebody was led there. The two look the same, and both lead to the thread. */
async function orItsBeginning<Result>(code: string, asked: number, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (caught) {
    if (caught instanceof NotFound && asked > 1 && isCode(code)) redirect(303, `/talk/t/${code}`);
    throw caught;
  }
}

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const asked = pageAsked(url.searchParams.get('page')) ?? notFound();
  const short = member.session.day === 'bad' && !url.searchParams.has('all') && !url.searchParams.has('page');
  const [mode, now] = [await posting.now(), new Date()];
  const reading = await orItsBeginning(params.code ?? '', asked, () => readings.open(member, params.code ?? '', asked, { short, gathered: gatheredUntil(now, mode.timeZone) }));
  const { thread } = reading;
  const first = reading.posts[0];
  const desk = asHost(member);
  return {
    ...reading, posting: mode, now, day: member.session.day, once: randomUUID(), folded: foldedFor(thread.folded, member),
    spokenTo: thread.spokenTo, draft: { ...emptyDraft, language: thread.language, ...thread.draft }, heard: Number(url.searchParams.get('heard')) || 0,
    hasReady: thread.isMine ? thread.isAnswered : !desk, offered: await offered(member, reading.posts),
    answerBy: !thread.isAnswered && !thread.isCoarse && !thread.isForFew && thread.want !== 'none' && first?.number === 1 ? await promisedBy(first.createdAt, now) : undefined
  };
});

export const actions = {
  react: action(async ({ locals }, sent) => {
    const member = signedIn(locals);
    const next = ownPath(sent.text('next'), '/talk');
    const [give, take, post] = [sent.text('give'), sent.text('take'), sent.text('post')];
    if (sent.has('helped')) await (sent.text('helped') === 'say' ? reactions.sayHelped : reactions.unsayHelped)(member, post);
    if (isKind(take)) await reactions.takeBack(member, post, take);
    const given = isKind(give) ? await reactions.give(member, post, give) : undefined;
    const [path = '', anchor = ''] = next.split('#');
    redirect(303, given?.kind === 'hear' ? `${path}${path.includes('?') ? '&' : '?'}heard=${given.number}#${anchor}` : next);
  })
};
