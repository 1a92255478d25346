/**
 * What a name to be known by may look like.
 *
 * Nothing here forbids much: a name that could show who somebody is, is asked
 * about; a name that imitates staff is not given out. Folding decides when two
 * names are the same to a reader: case, accents, spaces and look-alike letters
 * do not make a difference.
 */
import unsafe from './unsafe-names.json' with { type: 'json' };

export type Doubt = 'email' | 'phone' | 'realName' | 'birthday' | 'staff' | 'mixed';

/** Letters of other alphabets, and digits, that pass for Latin ones. Capitals that look otherwise than their small letters come first. */
const capitals: Record<string, string> = {
  В: 'b', К: 'k', М: 'm', Н: 'h', Т: 't', Ү: 'y', Β: 'b', Ζ: 'z', Η: 'h', Κ: 'k', Μ: 'm', Ν: 'n', Τ: 't', Υ: 'y', Χ: 'x', Ρ: 'p'
};
const lookAlikes: Record<string, string> = {
  а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', ԁ: 'd', һ: 'h', ԛ: 'q', ԝ: 'w', к: 'k', т: 't', м: 'm', в: 'b', г: 'r', п: 'n', ѵ: 'v',
  ӏ: 'l', ӧ: 'o', ґ: 'r', ԍ: 'g', ғ: 'f', ь: 'b', з: 'e', ո: 'n', օ: 'o', ս: 'u', հ: 'h', ց: 'g', զ: 'q', ο: 'o', ϲ: 'c', ϳ: 'j', σ: 'o', δ: 'd', β: 'b', μ: 'u', λ: 'l', α: 'a', ν: 'v', ρ: 'p', τ: 't', ι: 'i', κ: 'k', ε: 'e', η: 'n', υ: 'u', χ: 'x', ω: 'w', γ: 'y',
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

/** What a folded name looks like at a glance; the database keeps the same beside each face (`members.skeleton`). */
const single = (text: string) => text.replace(/(.)\1+/gu, '$1');
export const skeletonOf = (folded: string) => single(single(folded.replaceAll('vv', 'w')).replaceAll('rn', 'm'));
/** The same of a name; where there is a digit, doubled ones are told apart, as in the database. */
export const glanceOf = (name: string) => (/\d/.test(name) ? foldName(name).replaceAll('vv', 'w').replaceAll('rn', 'm') : skeletonOf(foldName(name)));
const skeleton = (text: string) => skeletonOf(foldName(text));
/** Short words keep their doubled letters: a mood is no mod, and a boot no bot. */
const glance = (text: string) => (foldName(text).length > 4 ? skeleton(text) : foldName(text));
const staffWords = new Set(unsafe.staffWords.map(glance));
/** Only a name that is nothing else reads as staff by these: Root Vegetable and Away Team are fine. */
const onlyAlone = new Set(unsafe.aloneWords.map(glance));

/** Its words, also where capitals, digits or signs divide it: "ModeratorFern", "Fern (host)", "host_Fern". */
const wordsOf = (name: string) => name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(/[^\p{L}\p{N}@$|]+/u).filter(Boolean);

/**
 * Whether a name reads as staff: one of the words, two or three together
 * ("help desk", "mod erator"), or one spelled out ("m o d"). Whole words only:
 * Badminton and Vertigo are fine.
 */
function readsAsStaff(name: string): boolean {
  const parts = wordsOf(name);
  const runs = parts.flatMap((_, at) => [1, 2, 3].map((size) => parts.slice(at, at + size).join('')));
  const letters = parts.every((part) => [...part].length === 1) ? [parts.join('')] : [];
  const stripped = parts.map((part) => part.replace(/^\d+|\d+$/g, '')); // "mod1", "2host"
  const isStaff = (text: string) => text !== '' && staffWords.has(glance(text));
  return onlyAlone.has(glance(name)) || [name, ...runs, ...letters, ...stripped].some(isStaff);
}

/** Letters of two alphabets in one word: nobody writes so, except to look like somebody else. */
const alphabets = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Hebrew', 'Arabic'].map((name) => new RegExp(`\\p{Script=${name}}`, 'u'));
const isMixed = (name: string) => name.split(/\s+/u).some((word) => alphabets.filter((letters) => letters.test(word)).length > 1);

/** Whether two names of one person would be taken for each other: alike, or with a word in common. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => wordsOf(tidyName(name)).map(skeleton).filter((word) => word.length > 2));
  return skeleton(one) === skeleton(other) || a!.some((word) => b!.some((theirs) => theirs.length > 3 && (word === theirs || word.length > 4 && (theirs.includes(word) || word.includes(theirs)))));
}

/** Why a name should be asked about, or undefined when it is fine. */
export function looksLike(name: string): Doubt | undefined {
  const tidy = tidyName(name);
  if (readsAsStaff(tidy)) return 'staff';
  if (isMixed(tidy)) return 'mixed';
  if (/\S@\S|\.(com|org|net|no|uk|co)\b/i.test(tidy)) return 'email';
  if ((tidy.match(/\d/g)?.length ?? 0) >= 7) return 'phone';
  if (/\b(19|20)\d\d\b/.test(tidy)) return 'birthday';
  const parts = tidy.toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);
  if (parts.length > 1 && firstNames.has(parts[0]!) && lastNames.has(parts.at(-1)!)) return 'realName';
  return undefined;
}
