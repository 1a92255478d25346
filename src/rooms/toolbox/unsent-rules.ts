/** Which forms of My space are kept when they arrive after a sign-in ran out: those people write in. A pressed button alone is not. */

import { dayAfter, dayOf, isDay } from '#toolbox/day-rules';

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

export type Form = { place: string; fields: [string, string][] };

/** A form as it is kept, or nothing when it is empty or larger than any of ours. */
export function formOf(place: string, sent: readonly [string, string][]): Form | undefined {
  const fields = sent.filter(([name]) => name !== mark);
  const all = fields.map(([, value]) => value).join('');
  const isWritten = fields.some(([name, value]) => !ours.includes(name) && value.trim());
  return isWritten && fields.length <= mostFields && all.length <= longestForm ? { place, fields: fields.map(([name, value]) => [name, value]) } : undefined;
}

/** The forms that ask which day they are about. Elsewhere `when` is something else: with a medicine, the time it is taken. */
const asksDay = /^\/space\/(note\?\/save|diary\?\/add|notes\?\/mark)(&|$)/;

/** The same form with the day it means in place of "today" and "yesterday", which it would lose by waiting. */
export function dated(form: Form, today: string): Form {
  if (!asksDay.test(form.place)) return form;
  const meant = (when: string) => (when === 'yesterday' ? dayAfter(today, -1) : when === 'today' || when === '' ? today : when);
  return { ...form, fields: form.fields.map(([name, value]) => [name, name === 'when' ? meant(value) : value]) };
}

/** The day a form is about, where it says one that there is. */
export function dayIn({ place, fields }: Form): string | undefined {
  const said = (name: string) => fields.find(([field]) => field === name)?.[1] ?? '';
  if (!asksDay.test(place)) return undefined;
  return isDay(said('when')) ? said('when') : said('when') === 'other' ? dayOf(said('day'), said('month'), said('year')) : undefined;
}

/** What a member recognises it by: their words, one a line. Ticks and numbers alone are shown as they are only when there is nothing else. */
export function wordsOf({ fields }: Form): string[] {
  const said = fields.filter(([name, value]) => !ours.includes(name) && value.trim());
  const long = said.filter(([, value]) => /\s|[^\x20-\x7e]/u.test(value.trim()) || value.trim().length > 12);
  return long.map(([, value]) => value.trim());
}

export const onceOf = ({ fields }: Form): string => fields.find(([name]) => name === 'once')?.[1] ?? '';
