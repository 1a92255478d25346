/** Words as they are kept here: without what nobody can see, measured, never judged. */
import { refuse } from '#platform/answers';

const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff]/gu;
const tidied = (text: string) =>
  text.toWellFormed().normalize('NFC').replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/\t/g, ' ').replace(unseen, '').replace(/(\p{M}{6})\p{M}+/gu, '$1')
    .replace(/[^\S\n]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim();

/** Many lines, or the reason why not beside the field. */
export function words(text: string, field: string, most: number): string {
  const kept = text.length > most * 10 ? undefined : tidied(text);
  if (kept === undefined || [...kept].length > most) refuse('circles.refused.long', field, { most });
  return kept;
}

export const line = (text: string, field: string, most: number): string => words(text, field, most).replace(/\s+/g, ' ');

/** The form's own key: a form sent twice is written once. */
export const onceOf = (sent: string) => (/^[\w-]{8,40}$/.test(sent) ? sent : null);
