/**
 * What the encoder reads of a text: all of a short one; of a long one the
 * sentences with most cues, in order. English as it was written, signs and
 * all, which the encoder was made for; Norwegian word by word in English.
 */
import { quiet, type Seen } from '#triage/features';
import { invisible } from '#triage/reading';
import type { Text } from '#triage/levels';
import { inEnglish } from '#triage/thesaurus';

/** Words; about thirty milliseconds. */
const longest = 44;
/** Nobody writes longer words; what is longer takes the encoder long. */
const longestWord = 40;

type Sentence = { first: number; words: string[]; written: string; end: string; weight: number };

function sentencesOf({ reading: { text, tokens, starts }, cues }: Seen): Sentence[] {
  const sentences: Sentence[] = [];
  let words: string[] = [];
  let first = 0;
  tokens.forEach(({ word }, at) => {
    if (word !== '|') words.push(word);
    if ((word === '|' || at === tokens.length - 1) && words.length) {
      const [from, to] = [starts[first]!, starts[at]! + 1];
      const found = [...cues.hits].filter(([, hits]) => hits.some((hit) => hit.from >= from && hit.from < to)).map(([name]) => name);
      const last = tokens[word === '|' ? at - 1 : at]!.end;
      const end = /^[.!?…;:]+/.exec(text.slice(last, last + 3))?.[0] ?? '.';
      sentences.push({ first, words, written: text.slice(tokens[first]!.start, last), end, weight: found.reduce((sum, name) => sum + (quiet.has(name) ? 0.3 : 1), 0) });
    }
    if (word === '|') [words, first] = [[], at + 1];
  });
  return sentences;
}

const asWritten = (written: string) => written.replace(invisible, '').split(/\s+/, longest).map((word) => word.slice(0, longestWord)).join(' ');

/** The sentences for the encoder. */
export function passageOf(seen: Seen, { language }: Pick<Text, 'language'>): string[] {
  const sentences = sentencesOf(seen);
  const total = sentences.reduce((sum, { words }) => sum + words.length, 0);
  let kept = sentences;
  if (total > longest) {
    let left = longest;
    const chosen = new Set<Sentence>();
    // The end of a long text often says what the beginning led up to.
    const order = sentences.map((one, at) => ({ one, rank: one.weight + (at >= sentences.length - 2 ? 0.5 : 0) })).sort((a, b) => b.rank - a.rank || b.one.first - a.one.first);
    for (const { one } of order) {
      if (one.words.length > left && chosen.size) continue;
      chosen.add(one);
      left -= one.words.length;
      if (left <= 4) break;
    }
    kept = sentences.filter((one) => chosen.has(one));
  }
  return kept.map(({ words, written, end }) => `${language === 'en' ? asWritten(written) : inEnglish(words.slice(0, longest), language)}${end}`);
}
