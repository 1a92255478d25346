/** Which forms are kept when they arrive after a sign-in ran out, or stand half written when a device closes: those people write in. A pressed button alone is not. */

import { isSecret } from '#platform/unsaid';
import { tidy } from '#toolbox/check-in-rules';
import { dayAfter, dayOf, isDay, whenOf } from '#toolbox/day-rules';

export const mostFields = 60;
export const longestForm = 60_000;

/** What keeps a form from being sent twice, and which version it was written on: ours, and not words of the member's. */
const ours = ['once', 'version', 'basedOn', 'unsent'];
/** Whose page a form was written on: asked by the device alone, and kept nowhere. */
const mark = 'letterbox';

/** `/space/diary?/add` and the like; nothing of the wellbeing questions, whose answers have a way of their own. A device asks with the same two patterns. */
export const keptPlace = /^\/space\/(note|notes|diary|areas|comforts|goals|week|items|people|sheet|plan)(\/(?!later$)[\w-]+)*$/;
export const keptDeed = /^\?\/(save|add|keep|change|begin|mark|wish)(&|$)/;
export const isKept = (path: string, search: string): boolean => keptPlace.test(path) && keptDeed.test(search);

/**
 * Where else people write words that a closed device keeps for them. Not who
 * they are, which lies in the vault and nowhere else; not answers to wellbeing
 * questions, nor what they look for or practise. A page that is not named here
 * keeps nothing, and says so.
 */
export const writtenPlace = /^\/(wrong|report|appeals|meet|talk|space(?!\/(q|unsent)(\/|$))|settings\/(name|known|filters))(\/|$)/;
export const isWrittenPlace = (path: string): boolean => writtenPlace.test(path);

export type Form = { place: string; fields: [string, string][] };

/** A form as it is kept, or nothing when it is empty or larger than any of ours. */
export function formOf(place: string, sent: readonly [string, string][]): Form | undefined {
  const fields = sent.filter(([name]) => name !== mark);
  const all = fields.map(([, value]) => value).join('');
  const isWritten = fields.some(([name, value]) => !ours.includes(name) && value.trim());
  return isWritten && fields.length <= mostFields && all.length <= longestForm ? { place, fields: fields.map(([name, value]) => [name, value]) } : undefined;
}

/** What a page hands over when its device closes: whose page it was, and its forms as they stood. */
export type Written = { mark: string; forms: Form[] };
const mostForms = 12;

/** Reads what a page handed over. What is none of ours, holds a secret or is too long is left out. */
export function writtenIn(said: unknown): Written | undefined {
  const { mark, forms } = Object(said) as Record<string, unknown>;
  if (typeof mark !== 'string' || !Array.isArray(forms)) return undefined;
  return { mark, forms: (forms as unknown[]).slice(0, mostForms).flatMap((one) => halfOf(Object(one) as Record<string, unknown>) ?? []) };
}

function halfOf({ place, fields }: Record<string, unknown>): Form | undefined {
  const isPair = (field: unknown): field is [string, string] => Array.isArray(field) && field.length === 2 && field.every((part) => typeof part === 'string');
  if (typeof place !== 'string' || !isWrittenPlace(place.split('?', 1)[0]!) || /[\s\\]/.test(place)) return undefined;
  if (!Array.isArray(fields) || !fields.every(isPair) || fields.some(isSecret)) return undefined;
  return formOf(place, fields.map(([name, value]) => [name, value.replaceAll('\0', '')]));
}

/** The forms that ask which day they are about. Elsewhere `when` is something else: with a medicine, the time it is taken. */
const asksDay = /^\/space\/(note\?\/save|diary\?\/add|notes\?\/mark)(&|$)/;

const saidIn = ({ fields }: Form) => (name: string) => fields.find(([field]) => field === name)?.[1] ?? '';

/** The same form with the day it means in place of "today" and "yesterday", which it would lose by waiting. */
export function dated(form: Form, today: string): Form {
  if (!asksDay.test(form.place)) return form;
  const when = whenOf(saidIn(form));
  const meant = when === 'yesterday' ? dayAfter(today, -1) : when === 'today' || when === '' ? today : when;
  return { ...form, fields: form.fields.map(([name, value]) => [name, name === 'when' ? meant : value]) };
}

/** The day a form is about, where it says one that there is. */
export function dayIn(form: Form): string | undefined {
  const said = saidIn(form);
  if (!asksDay.test(form.place)) return undefined;
  return isDay(said('when')) ? said('when') : said('when') === 'other' ? dayOf(said('day'), said('month'), said('year')) : undefined;
}

/** What a member recognises it by: their words, one a line. Ticks and numbers alone are shown as they are only when there is nothing else. */
export function wordsOf({ fields }: Form): string[] {
  return fields.filter(isWords).map(([, value]) => value.trim());
}

/** One field by which a form is known again. What names a thing in a form is no word of the member's. */
export function isWords([name, value]: readonly [string, string]): boolean {
  const said = value.trim();
  return !ours.includes(name) && (/\s|[^\x20-\x7e]/u.test(said) || said.length > 12) && !/^(?=.*\d)[\w-]{16,}$/.test(said);
}

export const onceOf = ({ fields }: Form): string => fields.find(([name]) => name === 'once')?.[1] ?? '';

/** All that stands on a paper, piece by piece, each with the name it has there. */
const piecesOf = (content: unknown, name = ''): [string, string][] =>
  Array.isArray(content) ? content.flatMap((one) => piecesOf(one, name))
  : content && typeof content === 'object' ? Object.entries(content).flatMap(([key, one]) => piecesOf(one, key))
  : [[name, content === true ? 'on' : String(content ?? '')]];
const plain = (text: string) => tidy(text).replace(/\s+/g, ' ');
const ofDay = ['when', 'day', 'month', 'year'];

/** Whether all that was said in a form stands on this paper, for the same day; what was only half written, if the paper goes on from it. Where it cannot be told, it does not. */
export function standsOn(form: Form & { half?: boolean }, { content, day }: { content: unknown; day: string | null }): boolean {
  const hasDay = asksDay.test(form.place);
  if (hasDay && dayIn(form) !== day) return false;
  const pieces = piecesOf(content).map(([name, text]) => [name, plain(text)] as const);
  return form.fields.every(([name, value]) => {
    const said = plain(value);
    if (!said || ours.includes(name) || (hasDay && ofDay.includes(name)) || (name === 'day' && said === day)) return true;
    const key = name.replace(/^own-/, '');
    const same = pieces.filter(([piece]) => piece === key);
    return (same.length ? same : pieces).some(([, text]) => (form.half ? text.startsWith(said) : text === said));
  });
}
