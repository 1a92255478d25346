import { redirect } from '@sveltejs/kit';
import { action, page } from '#platform/http';
import { host } from '#members/gate';
import { asModerator } from '#members/members';
import * as caring from '#safety/caring';
import * as answering from '#safety/answering';
import { isLane, type Lane } from '#safety/case-rules';
import * as queue from '#safety/queue';
import * as answered from '#forum/answered';
import * as seen from '#forum/seen';
import * as training from '#team/training';

const mostShown = 20;

/** The lane asked for, else the first in which something waits. */
const chosen = (asked: string | null, lanes: readonly queue.LaneNow[]): Lane =>
  (isLane(asked) && lanes.some(({ lane }) => lane === asked) ? asked : lanes.find(({ count }) => count > 0)?.lane) ?? 'unanswered';

export const load = page(async ({ locals, url }) => {
  const asker = host(locals);
  const moderator = asModerator(asker);
  const lanes = await queue.overview(asker);
  const lane = chosen(url.searchParams.get('lane'), lanes);
  const after = url.searchParams.get('after');
  const unread = lane === 'unread' ? await seen.unseen(asker, after, mostShown + 1) : [];
  const { waiting, next } = lane === 'unanswered' ? await answering.queue(asker, after) : { waiting: [], next: undefined };
  const found = moderator && lane !== 'unanswered' && !(lane === 'unread' && after) ? await queue.waiting(moderator, lane, after) : { cases: [], next: undefined };
  const places = lane === 'unanswered' ? await answered.placesWaiting(asker) : lane === 'unread' ? await seen.placesUnread(asker) : [];
  const offered = moderator ? await caring.offered(moderator, found.cases) : { rows: found.cases, why: undefined, isSpared: false, isAlone: false };
  const isShiftAsked = moderator ? (await training.waiting(moderator)).length > 0 : false;
  const isFirst = after === null;
  const isEmpty = isFirst && !offered.rows.length && !waiting.length && !unread.length && !places.length && !offered.why && !offered.isSpared; // what is left out is still there
  return {
    isEmpty, isAllRead: queue.isAllRead(lanes), places, lanes, lane, mostCounted: queue.mostCounted, ...found, cases: offered.rows, enough: offered.why, isSpared: offered.isSpared, isAlone: offered.isAlone, isShiftAsked, waiting, unread: unread.slice(0, mostShown), isFirst, now: new Date(), isModerator: Boolean(moderator), isPassed: url.searchParams.has('passed'), after,
    next: lane === 'unread' ? (unread.length > mostShown ? unread[mostShown - 1]!.id : undefined) : (next ?? found.next)
  };
});

/** To the same page of the lane, where it stands. */
const back = (url: URL, code: string) => {
  const after = url.searchParams.get('after');
  return `${url.pathname}?lane=unanswered${after ? `&after=${encodeURIComponent(after)}` : ''}#${code}`;
};

export const actions = {
  take: action(async ({ locals, url }, sent) => {
    await answering.take(host(locals), sent.text('thread'));
    redirect(303, back(url, sent.text('thread')));
  }),
  giveBack: action(async ({ locals, url }, sent) => {
    await answering.giveBack(host(locals), sent.text('thread'));
    redirect(303, back(url, sent.text('thread')));
  })
};
