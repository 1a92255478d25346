/**
 * The thesaurus: words of both languages gathered under one English word, so
 * that what is learned from one language helps the other, and so that an
 * English sentence encoder can read Norwegian word by word.
 *
 * `thesaurus.json` holds a line for each: the head, its English forms, a bar,
 * its Norwegian forms. Endings are taken off; long Norwegian words are cut in
 * two. `gloss.json` says exactly what the encoder reads for a Norwegian word or phrase.
 */
import gloss from './gloss.json' with { type: 'json' };
import entries from './thesaurus.json' with { type: 'json' };

type Language = 'en' | 'nb';
const forms: Record<Language, Map<string, string>> = { en: new Map(), nb: new Map() };
for (const [head, line] of Object.entries(entries)) {
  const [en = '', nb = ''] = line.split('|');
  for (const [language, words] of [['en', en], ['nb', nb]] as const) {
    for (const word of words.trim().split(/\s+/)) if (word && !word.includes('_') && !forms[language].has(word)) forms[language].set(word, head);
  }
}

const endings: Record<Language, readonly string[]> = {
  en: ['s', 'es', 'ed', 'd', 'ing', 'ly', 'er', 'y'],
  nb: ['en', 'et', 'a', 'ene', 'er', 'e', 'r', 't', 'te', 'de', 's', 'ane', 'ede', 'ende', 'ens', 'ets', 'enes', 'n']
};
const shortestStem = 3;
const shortestHalf = 4;

function stemmed(word: string, language: Language): string | undefined {
  for (const ending of endings[language]) {
    if (!word.endsWith(ending) || word.length - ending.length < shortestStem) continue;
    const stem = word.slice(0, -ending.length);
    const doubled = stem.at(-1) === stem.at(-2) ? stem.slice(0, -1) : undefined;
    const head = forms[language].get(stem) ?? forms[language].get(`${stem}e`) ?? (doubled ? forms[language].get(doubled) : undefined);
    if (head) return head;
  }
  return undefined;
}

const whole = (word: string, language: Language) => forms[language].get(word) ?? stemmed(word, language);

/** `hjertemedisin` is a heart and a medicine. */
function halves(word: string): string[] {
  for (let at = word.length - shortestHalf; at >= shortestHalf; at--) {
    const [first, second] = [whole(word.slice(0, at), 'nb') ?? whole(word.slice(0, at).replace(/[se]$/, ''), 'nb'), whole(word.slice(at), 'nb')];
    if (first && second) return [first, second];
  }
  return [];
}

const known: Record<Language, Map<string, string[]>> = { en: new Map(), nb: new Map() };
const mostKnown = 20_000;

/** The heads of a word: usually one, two for a compound, none when it is not known. */
export function headsOf(word: string, language: Language): string[] {
  const before = known[language].get(word);
  if (before) return before;
  const one = whole(word, language);
  const heads = one ? [one] : language === 'nb' && word.length >= 2 * shortestHalf && word.length < 40 ? halves(word) : [];
  if (known[language].size > mostKnown) known[language].clear();
  known[language].set(word, heads);
  return heads;
}

const phrases = new Map(Object.entries(gloss));
const longestPhrase = 4;

/** Norwegian words as an English reader would say them one by one; what is not known stays. */
function glossed(words: readonly string[]): string[] {
  const said: string[] = [];
  for (let at = 0; at < words.length;) {
    let size = Math.min(longestPhrase, words.length - at);
    while (size > 1 && !phrases.has(words.slice(at, at + size).join(' '))) size--;
    const known = words.slice(at, at + size).join(' ');
    said.push(phrases.get(known) ?? (headsOf(known, 'nb').join(' ').replaceAll('_', ' ') || known));
    at += size;
  }
  return said;
}

/** Words as the English encoder gets them: English as it is, Norwegian word by word. */
export const inEnglish = (words: readonly string[], language: Language): string => (language === 'en' ? words : glossed(words)).join(' ');
