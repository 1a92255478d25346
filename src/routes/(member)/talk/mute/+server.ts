import { redirect } from '@sveltejs/kit';
import * as mutes from '#forum/mutes';
import { turning } from '../turn';

export const GET = () => redirect(303, '/settings/filters');

/** A new word is muted on the page of filters, where a no can be shown. */
export const POST = turning({
  what: 'mute',
  otherwise: '/settings/filters',
  isOn: (member, sent) => mutes.isMuted(member, sent.text('kind'), sent.text('subject')),
  turn: async (member, sent, did) => {
    const subject = await (did === 'start' ? mutes.start : mutes.end)(member, sent.text('kind'), sent.text('subject'));
    return subject === undefined ? undefined : `${sent.text('kind')}.${subject}`;
  }
});
