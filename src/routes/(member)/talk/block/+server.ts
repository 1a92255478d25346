import { redirect } from '@sveltejs/kit';
import * as blocks from '#members/blocks';
import { turning } from '../turn';

export const GET = () => redirect(303, '/settings/blocked');

export const POST = turning({
  what: 'block',
  otherwise: '/talk',
  isOn: async () => false,
  turn: async (member, sent, did) => {
    await (did === 'start' ? blocks.block : blocks.unblock)(member, sent.text('subject'));
    return sent.text('subject');
  }
});
