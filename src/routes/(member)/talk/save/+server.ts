import { redirect } from '@sveltejs/kit';
import * as saves from '#forum/saves';
import { turning } from '../turn';

export const GET = () => redirect(303, '/talk/saved');

export const POST = turning({
  what: 'save',
  otherwise: '/talk/saved',
  isOn: (member, sent) => saves.isKept(member, sent.text('post')),
  turn: async (member, sent, did) => {
    await (did === 'start' ? saves.keep : saves.letGo)(member, sent.text('post'));
    return sent.text('post');
  }
});
