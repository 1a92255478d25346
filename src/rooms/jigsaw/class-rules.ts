/**
 * What a word is about (a role, a house, kin, a happening), as one bit each:
 * what was learned of one word then holds for its like, in both languages.
 */
import type { Language } from '#jigsaw/clue-rules';
import classList from './lists/classes.json' with { type: 'json' };

const { note: _, ...lists } = classList;
const bitsOf = new Map<string, number>();
Object.values(lists).forEach((words, at) => {
  for (const word of words.split(' ')) bitsOf.set(word, (bitsOf.get(word) ?? 0) | (1 << at));
});

/** The bits of some classes together. */
export const classBits = (...names: readonly (keyof typeof lists)[]) => names.reduce((bits, name) => bits | (1 << Object.keys(lists).indexOf(name)), 0);

const endings = /(?:['’]s|['’]|ers|s|ene|ane|en|et|er|a|e|n|ing|ed)$/;
/** The shortest last part of a compound that is believed. */
const shortest = 4;

/** The classes of a word in small letters; 0 when it is in none. */
export function classesOf(low: string, language: Language): number {
  const said = bitsOf.get(low);
  if (said !== undefined || low.length < 4) return said ?? 0;
  const plain = low.replace(endings, '');
  const bare = bitsOf.get(plain);
  if (bare !== undefined || low.length < 7) return bare ?? 0;
  if (language === 'nb') {
    for (let from = 3; from <= low.length - shortest; from++) {
      const part = bitsOf.get(low.slice(from)) ?? (plain.length - from >= shortest ? bitsOf.get(plain.slice(from)) : undefined);
      if (part !== undefined) return part;
    }
  }
  return low.includes('-') ? bitsOf.get(low.slice(low.lastIndexOf('-') + 1)) ?? 0 : 0;
}
