/**
 * Ready starts: first words a host or moderator can bend.
 *
 * They are put in the box, in the language of whom they answer, above what was
 * typed there already, and sent back when nothing was added: nobody here gets
 * words that were written for anybody.
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

/** A start above what was typed, every word of it. One that stands there already is not said twice, and another one nobody bent makes room. */
export function above(typed: string, start: string): string {
  const said = typed.replaceAll('\r\n', '\n').trim();
  if (!start || said.includes(start)) return typed;
  const other = all.find((one) => said === one || said.startsWith(`${one}\n\n`));
  const own = other ? said.slice(other.length).trim() : said;
  return own ? `${start}\n\n${own}` : start;
}
