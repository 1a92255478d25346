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
