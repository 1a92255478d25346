/**
 * What of a paper somebody gets whom its member shares it with: what their page
 * shows, and nothing beside. Pure. It is shaped here, once, where a share is
 * read: a page and a clinic's program get the same, and what is not named here
 * reaches neither. (NEW-7, TOOL-10)
 */
import { extras, type CheckIn } from '#toolbox/check-in-rules';
import type { Item } from '#toolbox/item-rules';
import type { Person } from '#toolbox/person-rules';
import type { Plan } from '#toolbox/plan-rules';
import type { Sheet } from '#toolbox/sheet-rules';
import type { Goal, Step } from '#toolbox/week-rules';

/** On which day, by the member's own clock, they last wrote something on it. */
type Dated = { changedOn: string };
/** How much of it is left is the member's own business. */
export type SharedItem = Omit<Item, 'supply'> & Dated;
/** On a sheet stand the questions the member left there, and none from elsewhere. */
export type ItemOnSheet = Omit<SharedItem, 'questions'>;
/** For whom it was written, and by which numbers it names things, is the member's own. */
export type SharedSheet = Pick<Sheet, 'say' | 'changed' | 'questions'>;
/** Not how large it felt, nor which goal it leads to: that one may not be shared. */
export type SharedStep = Pick<Step, 'words' | 'state' | 'isRest'>;

export const goalShared = ({ words, why, state }: Goal): Goal => ({ words, why, state });
export const stepShared = ({ words, state, isRest }: Step): SharedStep => ({ words, state, isRest });
export const personShared = ({ name, sort, ring, helps, words, knows, isPast }: Person): Person => ({ name, sort, ring, helps, words, knows, isPast });
export const sheetShared = ({ say, changed, questions }: Sheet): SharedSheet => ({ say, changed, questions });

/** Parts in which something stands; nothing where there is none. */
export function planShared({ parts }: Plan): Plan | null {
  const written = parts.filter(({ lines }) => lines.length).map(({ kind, title, lines }) => ({ kind, title, lines }));
  return written.length ? { parts: written } : null;
}

export const itemOnSheet = ({ sort, name, when, how, why, from, since, feel, isPast, whyPast }: Item, changedOn: string): ItemOnSheet =>
  ({ sort, name, when, how, why, from, since, feel, isPast, whyPast, changedOn });
export const itemShared = (item: Item, changedOn: string): SharedItem => ({ ...itemOnSheet(item, changedOn), questions: item.questions });

/** What was added to body and mind, and said. */
export const extraShared = ({ extra }: CheckIn): CheckIn['extra'] =>
  Object.fromEntries(extras.flatMap((name) => (extra[name] ? [[name, extra[name]]] : [])));
