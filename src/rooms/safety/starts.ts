/**
 * Ready starts: first words a host or moderator can bend.
 *
 * They are put in the box, in the language of whom they answer, and sent back
 * when nothing was added: nobody here gets words that were written for anybody.
 */
import { refuse } from '#platform/answers';
import { isLanguage, languages, say, type Language } from '#platform/words';
import { isStart, isUnbent, starts } from '#safety/decision-rules';

const all = languages.flatMap((language) => starts.map((start) => say(language, 'safety', `start.${start}`)));

/** The words of a start; nothing when there is no such start. */
export const wordsOf = (start: string | null, language: string): string => (isStart(start) ? say(isLanguage(language) ? language : ('en' satisfies Language), 'safety', `start.${start}`) : '');

/** Refuses a start that nobody bent. */
export function refuseUnbent(text: string, field: string): void {
  if (isUnbent(text, all)) refuse('safety.refused.unbent', field);
}
