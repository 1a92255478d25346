/** Which forms of My space are kept when they arrive after a sign-in ran out: those people write in. A pressed button alone is not. */

export const mostFields = 60;
export const longestForm = 60_000;

/** What keeps a form from being sent twice, and which version it was written on: ours, and not words of the member's. */
const ours = ['once', 'version', 'basedOn', 'unsent'];

/** `/space/diary?/add` and the like; nothing of the wellbeing questions, whose answers have a way of their own. A device asks with the same two patterns. */
export const keptPlace = /^\/space\/(note|notes|diary|areas|comforts|goals|week|items|people|sheet|plan)(\/(?!later$)[\w-]+)*$/;
export const keptDeed = /^\?\/(save|add|keep|change|begin|mark|wish)(&|$)/;
export const isKept = (path: string, search: string): boolean => keptPlace.test(path) && keptDeed.test(search);

export type Form = { place: string; fields: [string, string][] };

/** A form as it is kept, or nothing when it is empty or larger than any of ours. */
export function formOf(place: string, fields: readonly [string, string][]): Form | undefined {
  const all = fields.map(([, value]) => value).join('');
  const isWritten = fields.some(([name, value]) => !ours.includes(name) && value.trim());
  return isWritten && fields.length <= mostFields && all.length <= longestForm ? { place, fields: fields.map(([name, value]) => [name, value]) } : undefined;
}

/** What a member recognises it by: their words, one a line. Ticks and numbers alone are shown as they are only when there is nothing else. */
export function wordsOf({ fields }: Form): string[] {
  const said = fields.filter(([name, value]) => !ours.includes(name) && value.trim());
  const long = said.filter(([, value]) => /\s|[^\x20-\x7e]/u.test(value.trim()) || value.trim().length > 12);
  return long.map(([, value]) => value.trim());
}

export const onceOf = ({ fields }: Form): string => fields.find(([name]) => name === 'once')?.[1] ?? '';
