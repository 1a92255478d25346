/**
 * Keys of forms: a form is drawn with a key of its own, so that what is sent
 * twice is written once.
 *
 * Somebody who goes back in their browser may write something else into the
 * same form. Those words were never sent: they are written under another key,
 * made of the form's and of the words, so that they, too, sent twice are
 * written once. The last key is for words that went and are gone again.
 */
import { createHash, randomUUID } from 'node:crypto';

/** The keys words may be written under, in this order: each next one where something else was written under the one before. */
export const keysOf = <Key extends string | null>(form: Key, words: string): (Key | string)[] =>
  form === null ? [form] : [form, createHash('sha256').update(`${form}\n${words}`).digest('base64url').slice(0, 32), randomUUID()];

/** The id of what a form opens: the form and what was said in it lead to it, so that sent twice it is the same one, and with other words another. Without a form's own key it is chance. */
export function idOf(form: string, ...said: readonly unknown[]): string {
  if (!/^[\w-]{8,40}$/.test(form)) return randomUUID();
  const hex = createHash('sha256').update(JSON.stringify([form, ...said])).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** So long the same words from another page (a second tab) are taken for the same press. Minutes. */
export const sameFor = 10;
