/**
 * Which words were turned away.
 *
 * A no that asks for a change of what was typed or chosen turns nobody away:
 * changed, the words go. Every other one does, however they are written, and a
 * no that is not known here counts as such: then a person looks once too often.
 */
import { NotFound, Refusal } from '#platform/answers';
import type { Draft } from '#forum/draft-rules';

const asksForChange = [
  'forum.refused.empty', 'forum.refused.long', 'forum.refused.titleLong', 'forum.refused.want', 'forum.refused.waits', 'forum.refused.admit', 'safety.refused.unbent'
];

/** Whether what was caught when words were sent from this place turned them away. Nothing there counts, too. */
export function isTurnedAway(caught: unknown, place: string, { board }: Pick<Draft, 'board'>): boolean {
  if (caught instanceof NotFound) return true;
  if (!(caught instanceof Refusal) || asksForChange.includes(caught.key)) return false;
  return caught.key !== 'forum.refused.board' || place !== 'new' || board !== ''; // where it belongs was not chosen yet
}

type Read = { text(name: string): string };

/** Whether somebody pressed Send on the words they typed: not "look it over", no ready line, and nothing a page keeps by itself. */
export const isSending = (search: string, sent: Read) => /^\?\/(?:send|post|save)(?:&|$)/.test(search) && !sent.text('ready') && !sent.text('opening');
