/** What the encoder reads of a text: all of a short one; of a long one the sentences with most cues, in order. It takes about a millisecond a word. */
import { quiet, type Seen } from '#triage/features';
import type { Text } from '#triage/levels';
import { inEnglish } from '#triage/thesaurus';

/** Words; about thirty milliseconds. */
const longest = 40;

type Sentence = { from: number; to: number; first: number; words: string[]; weight: number };

function sentencesOf({ reading, cues }: Seen): Sentence[] {
  const sentences: Sentence[] = [];
  let words: string[] = [];
  let first = 0;
  reading.tokens.forEach(({ word }, at) => {
    if (word !== '|') words.push(word);
    if ((word === '|' || at === reading.tokens.length - 1) && words.length) {
      const [from, to] = [reading.starts[first]!, reading.starts[at]! + 1];
      const found = [...cues.hits].filter(([, hits]) => hits.some((hit) => hit.from >= from && hit.from < to)).map(([name]) => name);
      sentences.push({ from, to, first, words, weight: found.reduce((sum, name) => sum + (quiet.has(name) ? 0.3 : 1), 0) });
    }
    if (word === '|') [words, first] = [[], at + 1];
  });
  return sentences;
}

export function passageOf(seen: Seen, { language }: Text): string {
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
  return kept.map(({ words }) => inEnglish(words.slice(0, longest), language)).join('. ');
}
