/**
 * By which names papers are known, so that what is sent twice is written once.
 * A name lies open beside the sealed words, so it says none of them: a form's
 * own key is chance, and every other name is a mark under the member's key.
 */
import { randomUUID } from 'node:crypto';
import { markOf, type MemberKey } from '#members/sealing';

/**
 * `once` names a paper for good. `form` is the key of a form: it names what was
 * written with it, and somebody who goes back may write something else, or mean
 * another day. `says` is what the member said of it, where we put more on it
 * ourselves; `isStamp`, that the day is only when it was written.
 */
export type Writing<Content> = { day?: string | null; once?: string; form?: string; says?: (content: Content) => unknown; isStamp?: boolean };

/** What was said with a form, to tell it from something else that was said with it. */
export const saidBy = <Content>(content: Content, day: string | null, { says = (all) => all, isStamp = false }: Writing<Content>) => JSON.stringify([isStamp ? null : day, says(content)]);

/** The names a paper may be written under, each next one where words of the same form already stand under the one before (`#platform/form-keys`). Nothing where it needs none. */
export function namesOf<Content>(key: MemberKey, { once = '', form = '' }: Writing<Content>, said: string): (string | null)[] {
  if (form) return [form.slice(0, 80), markOf(key, `${form}\n${said}`), randomUUID()];
  return [once ? markOf(key, `once\n${once}`) : null];
}
