/**
 * What a name to be known by may look like.
 *
 * Nothing here forbids much: a name that could show who somebody is, is asked
 * about; a name that imitates staff is not given out. Folding decides when two
 * names are the same to a reader: case, accents, spaces and look-alike letters
 * do not make a difference.
 */
import unsafe from './unsafe-names.json' with { type: 'json' };

export type Doubt = 'email' | 'phone' | 'realName' | 'birthday' | 'staff';

/** Letters of other alphabets, and digits, that pass for Latin ones. Capitals that look otherwise than their small letters come first. */
const capitals: Record<string, string> = {
  В: 'b', К: 'k', М: 'm', Н: 'h', Т: 't', Ү: 'y', Β: 'b', Ζ: 'z', Η: 'h', Κ: 'k', Μ: 'm', Ν: 'n', Τ: 't', Υ: 'y', Χ: 'x', Ρ: 'p'
};
const lookAlikes: Record<string, string> = {
  а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', ԁ: 'd', һ: 'h', ԛ: 'q', ԝ: 'w', к: 'k', т: 't', м: 'm', в: 'b', г: 'r', п: 'n', ѵ: 'v',
  ո: 'n', օ: 'o', ս: 'u', ο: 'o', α: 'a', ν: 'v', ρ: 'p', τ: 't', ι: 'i', κ: 'k', ε: 'e', η: 'n', υ: 'u', χ: 'x', ω: 'w', γ: 'y',
  '0': 'o', '1': 'l', '3': 'e', '5': 's', '@': 'a', $: 's', '|': 'l', ı: 'i', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', å: 'a', ð: 'd', þ: 'th', ß: 'ss', đ: 'd', ħ: 'h', ŋ: 'n'
};

/** One line, no invisible or control characters, single spaces. */
export const tidyName = (name: string) =>
  name.normalize('NFKC').replace(/\p{White_Space}+/gu, ' ').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '').trim();

export const foldName = (name: string) =>
  [...tidyName(name)]
    .map((letter) => capitals[letter] ?? letter)
    .flatMap((letter) => [...letter.toLowerCase()])
    .map((letter) => lookAlikes[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/i/g, 'l');

const firstNames = new Set(unsafe.firstNames);
const lastNames = new Set(unsafe.lastNames);
const staffWords = unsafe.staffWords.map(foldName);

/** Why a name should be asked about, or undefined when it is fine. */
export function looksLike(name: string): Doubt | undefined {
  const tidy = tidyName(name);
  const folded = foldName(tidy);
  if (staffWords.some((word) => folded === word || (word.length > 4 && folded.includes(word)))) return 'staff';
  if (/\S@\S|\.(com|org|net|no|uk|co)\b/i.test(tidy)) return 'email';
  if ((tidy.match(/\d/g)?.length ?? 0) >= 7) return 'phone';
  if (/\b(19|20)\d\d\b/.test(tidy)) return 'birthday';
  const parts = tidy.toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);
  if (parts.length > 1 && firstNames.has(parts[0]!) && lastNames.has(parts.at(-1)!)) return 'realName';
  return undefined;
}
