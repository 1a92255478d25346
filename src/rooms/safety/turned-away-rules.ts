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

/**
 * Beside the forum, words are sent to a room (a line, said in a circle or at a
 * table) and to a gathering (its plan, or a card for its table). Such a place is
 * named by the code in its address.
 */
export type Spot = { kind: 'line' | 'card' | 'plan'; code: string };
export function spotOf(place: string): Spot | undefined {
  const [, kind, code] = /^(line|card|plan):([\w-]{1,40})$/.exec(place) ?? [];
  return kind && code ? { kind: kind as Spot['kind'], code } : undefined;
}

const asksForChangeInRooms = ['circles.refused.empty', 'circles.refused.long', 'circles.refused.waits', 'circles.refused.slow'];

/** The same of a room or a gathering, where every no about a plan but one asks for a change of it. */
export function isTurnedAwayThere(caught: unknown): boolean {
  if (caught instanceof NotFound) return true;
  if (!(caught instanceof Refusal) || asksForChangeInRooms.includes(caught.key)) return false;
  return !caught.key.startsWith('gatherings.refused.') || caught.key === 'gatherings.refused.often';
}

/** What others would read of a plan. */
export const planWords = ['title', 'what', 'hostWords', 'guestWords', 'accessWords'] as const;

/** Whether a form stands at such a place. */
export const isSpot = (path: string) => /^\/(?:talk\/c\/[\w-]{1,40}\/live|meet\/g\/[\w-]{1,40}\/(?:room|before|host|edit))\/?$/.test(path);

/** Which words somebody pressed Send on in a room or at a gathering, by the address of the form: for those sent after a sign-in ran out. */
export function sentThere(path: string, search: string, sent: Read): { place: string; text: string } | undefined {
  const [, room, table] = /^\/(?:talk\/c\/([\w-]{1,40})\/live|meet\/g\/([\w-]{1,40})\/room)\/?$/.exec(path) ?? [];
  if (room ?? table) return /^\?\/say(?:&|$)/.test(search) && !sent.text('phrase') ? { place: `line:${room ?? table}`, text: sent.text('text') } : undefined;
  const [, code, page] = /^\/meet\/g\/([\w-]{1,40})\/(before|host|edit)\/?$/.exec(path) ?? [];
  if (!code) return undefined;
  if (page === 'edit') return { place: `plan:${code}`, text: planWords.map((name) => sent.text(name)).filter(Boolean).join('\n\n') };
  return (page === 'before' ? /^\?\/card(?:&|$)/ : /^\?\/topic(?:&|$)/).test(search) ? { place: `card:${code}`, text: sent.text('words') } : undefined;
}

type Read = { text(name: string): string };

/** Whether somebody pressed Send on the words they typed: not "look it over", no ready line, and nothing a page keeps by itself. */
export const isSending = (search: string, sent: Read) => /^\?\/(?:send|post|save)(?:&|$)/.test(search) && !sent.text('ready') && !sent.text('opening');
