/**
 * What members write, before it is kept: tidied, measured, never judged.
 *
 * Tidying takes away what nobody can see (control characters, invisible
 * spaces, marks that turn the reading direction of the page) and leaves
 * everything somebody typed: joined emoji, letters of every script, the marks
 * that Persian and Arabic need between letters.
 */

export const longestText = 8000;
export const longestTitle = 120;
/** A draft may be longer than a post: it is kept so that it can be made shorter. */
export const longestDraft = 40_000;

/** Invisible, and nobody types them: zero-width spaces, soft hyphens, direction overrides, noncharacters, annotation marks. */
const unseen = /[\u0000-\u0009\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]/gu;
/** Marks that join, part or direct letters: kept between two things one can see, once. */
const joiners = /(?<=^|[\s\u061c\u200c-\u200f])[\u061c\u200c-\u200f]+|[\u061c\u200c-\u200f]+(?=\s|$)/gmu;
/** Letters of a flag (England, Scotland, Wales) are kept behind the flag and nowhere else. */
const strayFlagLetters = /(?<![\u{1f3f4}\u{e0020}-\u{e007f}])[\u{e0000}-\u{e007f}]+/gu;
/** Some scripts stack a few marks on a letter; towers of them only cover the neighbours. */
const towers = /(\p{M}{6})\p{M}+/gu;

/** Many lines. Never more than one empty line together. */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(unseen, '')
    .replace(strayFlagLetters, '')
    .replace(towers, '$1')
    .replace(joiners, '')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** One line. */
export const tidyLine = (text: string) => tidy(text).replace(/\s+/g, ' ');

/** Without the marks that `text.ts` makes emphasis, lists, quotations and links of, for where a piece of a text stands as it is. */
export const unmarked = (text: string) => text
  .replace(/^[ ]{0,3}(?:>[ ]?)+/gm, '')
  .replace(/^[ ]{0,3}[-*+][ ]+(?=\S)/gm, '')
  .replace(/\[([^[\]\n]+)\]\(https?:\/\/[^\s()]+\)/gi, '$1')
  .split('\n').map(unstressed).join('\n');

/** Where emphasis may begin, and where it may end. */
const begins = /(?<![\p{L}\p{N}*_])[*_]{1,3}(?=[^\s*_])/gu;
const ends = /(?<=[^\s*_])[*_]{1,3}(?![\p{L}\p{N}*_])/gu;

/** One line without its emphasis. It goes over the line once: looking from each mark for another would take a line full of marks that have none far too long. */
function unstressed(line: string): string {
  const endsOf = Map.groupBy([...line.matchAll(ends)].reverse(), ([mark]) => mark);
  let [plain, from] = ['', 0];
  for (const { 0: mark, index } of line.matchAll(begins)) {
    const ahead = endsOf.get(mark) ?? [];
    while (ahead.length && ahead.at(-1)!.index <= index) ahead.pop();
    const end = ahead.at(-1)?.index;
    if (index < from || end === undefined) continue;
    plain += line.slice(from, index) + line.slice(index + mark.length, end);
    from = end + mark.length;
  }
  return plain + line.slice(from);
}

/** Counted as people count letters in a message, near enough: an emoji is one or a few. */
export const lengthOf = (text: string) => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};

/** What a text may not be. More than ten times too long is too long without reading it. */
export function troubleWith(text: string, most = longestText): 'empty' | 'long' | undefined {
  if (text.length > most * 10) return 'long';
  const tidied = tidy(text);
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(tidied)) return 'empty';
  return lengthOf(tidied) > most ? 'long' : undefined;
}
