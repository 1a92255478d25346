/**
 * What stands on a check-in. Body and mind side by side, five plain words
 * each; everything may be left out, and half an entry is an entry.
 */
import { refuse } from '#platform/answers';

/** From the roughest to the best; the words for them are in the words files. */
export const steps = ['1', '2', '3', '4', '5'] as const;
export type Step = 1 | 2 | 3 | 4 | 5;

/** What may be added. For each, 1 is the hardest and 5 the easiest, as with body and mind. */
export const extras = ['sleep', 'pain', 'tired', 'energy'] as const;
export type Extra = (typeof extras)[number];
export const taken = ['yes', 'some', 'no'] as const;
export type Taken = (typeof taken)[number];

export type CheckIn = {
  body: Step | null;
  mind: Step | null;
  /** The time on the member's clock, HH:MM. */
  at: string;
  extra: Partial<Record<Extra, Step>>;
  taken: Taken | null;
  helped: string;
  words: string;
  /** Own items by their paper's id. */
  own: Record<string, Step>;
  /** The member says it was a lot for one day; the day after is looked at with that in mind. */
  wasBig: boolean;
  /** Company was offered when it was saved: ours, and said nowhere. Always there, so that not even the length of what is sealed tells of it. */
  offered?: 0 | 1;
};

export const longest = 2000;
export const longestName = 60;

const step = (text: string | undefined): Step | null => ((steps as readonly string[]).includes(text ?? '') ? (Number(text) as Step) : null);

/** What a form says. Anything that is not one of the choices counts as not said. */
export function checkInOf(read: (name: string) => string, at: string, ownItems: readonly string[]): CheckIn {
  const extra: CheckIn['extra'] = {};
  for (const name of extras) {
    const value = step(read(name));
    if (value) extra[name] = value;
  }
  const own: CheckIn['own'] = {};
  for (const id of ownItems) {
    const value = step(read(`own-${id}`));
    if (value) own[id] = value;
  }
  const [helped, words] = [tidy(read('helped')), tidy(read('words'))];
  if ([...helped].length > longest) refuse('toolbox.refused.long', 'helped', { most: longest });
  if ([...words].length > longest) refuse('toolbox.refused.long', 'words', { most: longest });
  const isTaken = (taken as readonly string[]).includes(read('taken'));
  return { body: step(read('body')), mind: step(read('mind')), at, extra, taken: isTaken ? (read('taken') as Taken) : null, helped, words, own, wasBig: read('wasBig') !== '' };
}

/** Lines end in one way, and what cannot be seen goes; the words themselves stay as they are. */
export const tidy = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/(?![\n\t\u200c\u200d])\p{C}/gu, '').trim();

/** There is nothing on it at all. */
export const isEmpty = ({ body, mind, extra, taken, helped, words, own, wasBig }: CheckIn): boolean =>
  !body && !mind && !taken && !helped && !words && !wasBig && !Object.keys(extra).length && !Object.keys(own).length;

/** What one may be called: short, one line, not empty. */
export function nameOf(text: string): string {
  const name = tidy(text).replace(/\s+/g, ' ');
  if (!name) refuse('toolbox.refused.name', 'name');
  if ([...name].length > longestName) refuse('toolbox.refused.long', 'name', { most: longestName });
  return name;
}
