import { redirect } from '@sveltejs/kit';
import * as follows from '#forum/follows';
import { turning } from '../turn';

export const GET = () => redirect(303, '/settings/following');

export const POST = turning({
  what: 'follow',
  otherwise: '/settings/following',
  isOn: (member, sent) => follows.isFollowing(member, sent.text('kind'), sent.text('subject')),
  turn: async (member, sent, did) => {
    const isGone = (await (did === 'start' ? follows.start : follows.end)(member, sent.text('kind'), sent.text('subject'))) === false;
    return isGone ? undefined : `${sent.text('kind')}.${sent.text('subject')}`;
  }
});
