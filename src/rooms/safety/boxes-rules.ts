/**
 * What stands typed in the other boxes of a case's page when one of them is sent.
 *
 * A browser sends one form. So every box of that page belongs to the same one,
 * under a name of its own, and the button says which is meant. What was typed
 * into the others comes along and stands where it stood. [MOD-5]
 */

import { stampOf } from '#house/form-rules';
import { choicesAmong, wasOf } from '#safety/choices-rules';

/** The small boxes beside the one that decides, and what each asks for. */
export const boxes = { hand: ['to', 'handNote'], second: ['secondNote'], level: ['level', 'levelNote'], opinion: ['opinion'] } as const;
export type Box = keyof typeof boxes;
const isBox = (text: string | undefined): text is Box => text !== undefined && text in boxes;

const small: readonly string[] = Object.values(boxes).flat();
/** What stands in another box than the one that decides. */
export const isBeside = (field: string) => small.includes(field) || field === wasOf('level') || field.startsWith('undo.');

/** Under which name the words to an author stand, when that decision is taken back. */
export const undoBox = (decision: string) => `undo.${decision}`;

type Typed = Record<string, string>;
/** Which box was sent: a small one, one that takes a decision back, or the one that decides. */
export const sentBox = (typed: Typed | undefined): Box | 'undo' | 'decide' => (isBox(typed?.['pressed']) ? typed['pressed'] : typed?.['decision'] ? 'undo' : 'decide');

/** Where on the page the field stands that a no is about. */
export function idOf(field: string, typed: Typed | undefined): string {
  const box = sentBox(typed);
  if (box === 'undo') return field === 'toAuthor' ? `undo-${typed!['decision']}` : field;
  if (box === 'decide' || field !== 'note') return field;
  return box === 'opinion' ? 'opinion' : `${box}-note`;
}

const chosen = ['deed', 'result'];
const written = ['toAuthor', 'suggestion', 'beside', 'link', 'toReporters', 'note', 'handNote', 'secondNote', 'levelNote', 'opinion'];
const ofPress = ['pressed', 'decision', 'person'];
const isWords = (name: string) => written.includes(name.replace(/^aside\./, '')) || name.startsWith('undo.');
const isChosen = (name: string) => chosen.includes(name) || name.startsWith('aside.');
const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();

/** Marks of the words the page put into its boxes: they come along, for the author may have changed theirs, or the case be somebody else's, by the time it is sent. */
export const markDrawn = (...texts: string[]) => texts.map((text) => stampOf(plain(text))).join(' ');
/** A box as it was drawn: the author's words, or an answer kept before, which nobody typed here. */
export const isAsDrawn = (typed: Typed, name: string) => /^((aside\.)?suggestion|toReporters)$/.test(name) && typed[name] !== undefined && (typed['drawn'] ?? '').split(' ').includes(markDrawn(typed[name]));

/** What was sent, without what these boxes asked for and what `stood` in them before anybody typed; nothing, where no more had been typed or chosen. */
export function besides(fields: Typed, done: readonly string[], stood: readonly string[] = []): Typed | undefined {
  const asItStood = (name: string, value: string) => isWords(name) && plain(value) !== '' && stood.some((text) => plain(text) === plain(value));
  const left = Object.fromEntries(Object.entries(fields).filter(([name, value]) => !done.includes(name) && !ofPress.includes(name) && !asItStood(name, value) && !isAsDrawn(fields, name)));
  return Object.entries(left).some(([name, value]) => value.trim() && (isChosen(name) || isWords(name))) || choicesAmong(left).length ? left : undefined;
}

/** All words among what was typed, whichever box they stood in; not what the page had put there. */
export const wordsAmong = (typed: Typed = {}): string[] => Object.entries(typed).filter(([name, value]) => isWords(name) && value.trim() && !isAsDrawn(typed, name)).map(([, value]) => value);

/** Which small boxes are on the page of a case as it stands. */
export const boxesOn = ({ isClosed, isTheirs, isMine, isSecondAsked, hasColleagues }: { isClosed: boolean; /** Somebody else is on it. */ isTheirs: boolean; isMine: boolean; isSecondAsked: boolean; hasColleagues: boolean }): readonly Box[] => {
  if (isClosed) return [];
  return isTheirs ? ['opinion'] : [...(hasColleagues ? ['hand' as const, ...(isMine && !isSecondAsked ? ['second' as const] : [])] : []), 'level'];
};

/** What was typed into boxes that are not on the page any more: to be copied. */
export function withoutBox(typed: Typed | undefined, on: readonly Box[], undoable: readonly string[]): string[] {
  const small = (['hand', 'second', 'level', 'opinion'] as const).filter((box) => !on.includes(box)).map((box) => typed?.[boxes[box].at(-1)!]);
  const undone = Object.entries(typed ?? {}).filter(([name]) => name.startsWith('undo.') && !undoable.includes(name.slice(5))).map(([, value]) => value);
  return [...small, ...undone].filter((text): text is string => Boolean(text?.trim()));
}
