/**
 * Names that belong to another space than the one words are written for.
 *
 * Whoever names themselves by one ties their two names together, in whatever
 * words, so it is a clue wherever it stands. Somebody else's name from another
 * space is one where it is said to be somebody: to speak of them is no harm.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';

/** Names the author has in other spaces, and names other people have there that stand in the text. */
export type Elsewhere = { mine: readonly string[]; theirs: readonly string[]; /** Pages of the house that show the author by such a name, as an address ends: `me/8f3kx`. */ links?: readonly string[] };

const between = "[ \\u00a0_.'’-]{0,2}";
/** A name however it is typed: Quiet Heron, quiet_heron, QuietHeron. Letters and digits are all there is in it, so nothing needs escaping. */
function patternOf(name: string): { pattern: RegExp; isWord: boolean } | undefined {
  const parts = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}]+|\p{Lu}|\p{N}+/gu);
  if (!parts) return undefined;
  const isWord = parts.length === 1;
  return { isWord, pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.join(between)})(?=(?:['’]?s)?(?![\\p{L}\\p{N}]))`, 'giu') };
}

const named = /(?:\b(?:my|the|user ?|nick) ?names?(?: (?:there|here|(?:on|in) the [\p{L} ]{2,20}?))?(?:'s|’s| is| was|:)*|named|called|call me|calls? myself|known as|go(?:es)? by|goes under|username|nick|(?:heter|heiter|het|hette)(?: jeg| eg| æ| vi)?|kaller(?: jeg| eg| æ)? meg|kalt meg|kalles|kalt|(?:bruker|kalle)?navn(?:et)?(?: mitt)?(?: (?:der|her|(?:på|i) \p{L}{2,20}))?(?: er| var|:)*)[ ,:"'«“]*$/iu;
const begins = /(?:^|[.!?…:]["'”»)]*\s+|\n\s*)["'«“(]*$/u;
/** A name that is one word may be a word of everyday: there it is a name when it is written as one within a sentence, or said to be. */
const isName = (text: string, start: number, words: string, name: string) => {
  const before = text.slice(Math.max(0, start - 60), start);
  return named.test(before) || words === name && /^\p{Lu}/u.test(name) && !begins.test(before);
};

function where(text: string, name: string): { start: number; end: number }[] {
  const made = patternOf(name);
  if (!made) return [];
  return [...text.matchAll(made.pattern)].map((hit) => ({ start: hit.index, end: hit.index + hit[0].length }))
    .filter(({ start, end }) => !made.isWord || isName(text, start, text.slice(start, end), name));
}

const same = "(?:is|are|was|'s|’s|'re|’re|er|var|e|heter|heiter|het|=|aka|a\\.k\\.a\\.?|alias|called|named|known as|goes? by|kalt|kalles|kaller seg|går under(?: navnet)?|the name|navnet|name is|name's|same as|same (?:person|one) as|samme som|samme (?:person|en) som)";
const amount = '(?: really| actually| also| the one| egentlig| faktisk| også| jo| nok| hun| han| den)*';
const saidToBe = new RegExp(`(?:^|[^\\p{L}\\p{N}])${same}${amount}[ ,:("'«“@]*$`, 'iu');
const place = '(?:,? ?(?:here|her(?: inne)?|there|der|over there|(?:on|in|from|over on|på|i|fra) [\\p{L} ]{2,30}?))?';
const isSomebody = new RegExp(`^(?:['’]s)?["'»”)]*${place}[ ,]*(?:=|aka|alias|is|er|heter)(?![\\p{L}\\p{N}])`, 'iu');

const page = /\/((?:me|talk\/t)\/[0-9a-z]{3,24})(?![0-9a-z])/giu;
/** No address is longer than this on either side of its page; so a text without spaces is looked through once, and not from each of its letters. */
const longest = 200;
/** Pages of people and threads a text leads to, each with the whole address it stands in. */
const addresses = (text: string) => [...text.matchAll(page)].map((hit) => {
  const before = /[^\s()<>"'«»“”]*$/u.exec(text.slice(Math.max(0, hit.index - longest), hit.index))![0];
  const after = /^[^\s()<>"'«»“”]*/u.exec(text.slice(hit.index + hit[0].length, hit.index + hit[0].length + longest))![0].replace(/[.,;:!?]+$/u, '');
  return { page: hit[1]!.toLowerCase(), start: hit.index - before.length, end: hit.index + hit[0].length + after.length };
});
export const pagesIn = (text: string): string[] => [...new Set(addresses(text).map((one) => one.page))].slice(0, 100);
/** Where addresses of this house stand alone, which say nothing by themselves: their letters are drawn by chance. */
export const addressesIn = (text: string) => addresses(text).filter(({ start }) => text[start] === '/');
const ledTo = (text: string, links: readonly string[]): Found[] => addresses(text).filter((one) => links.includes(one.page)).map(({ start, end }) => ({ kind: 'link', start, end, alone: true }));

/** The clues among them, in the order of the names. */
export function elsewhere(text: string, { mine, theirs, links = [] }: Elsewhere): Found[] {
  return [
    ...(links.length ? ledTo(text, links) : []),
    ...mine.flatMap((name) => where(text, name).map((at): Found => ({ kind: 'handle', ...at, alone: true }))),
    ...theirs.flatMap((name) => where(text, name)
      .filter(({ start, end }) => saidToBe.test(text.slice(Math.max(0, start - 60), start)) || isSomebody.test(text.slice(end, end + 60)))
      .map((at): Found => ({ kind: 'other-person', ...at, alone: true, others: true })))
  ];
}

/** Beside what the rules found: where both mark the same words, the name from elsewhere says best why, except over what has to change. */
export function withElsewhere(found: readonly Found[], names: readonly Found[]): Found[] {
  const over = (one: Found, other: Found) => one.start < other.end && other.start < one.end;
  const kept = names.filter((one, at) => !found.some((other) => other.mustChange && over(one, other)) && !names.slice(0, at).some((other) => over(one, other)));
  return [...found.filter((one) => !kept.some((other) => over(one, other))), ...kept].sort((a, b) => a.start - b.start);
}

const most = 400;
const token = /[\p{L}\p{N}][\p{L}\p{N}_.'’-]*/gu;
/** What in a text may be a name somebody goes by somewhere: words with a capital, a digit or a sign in them, and up to two that follow. */
function mayBeNames(text: string): string[] {
  const words = (text.match(token) ?? []).map((word) => word.replace(/(?:['’]s|[.'’_-]+)$/u, ''));
  const found = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (found.size >= most) break;
    if (!/[\p{Lu}\p{N}_]/u.test(word)) continue;
    for (const size of [1, 2, 3]) {
      const name = words.slice(at, at + size).join(' ');
      for (const one of [name, name.replace(/s$/u, '')]) if (one.length > 1 && one.length <= 40) found.add(one);
    }
  }
  return [...found];
}

/** Every name a text may say: what was found to be one, and what else is written as one. */
export const saidIn = (text: string, clues: readonly { kind: Kind; words: string }[]): string[] =>
  [...new Set([...clues.filter(({ kind }) => kind === 'name' || kind === 'other-person' || kind === 'handle').map(({ words }) => words.replace(/^@/, '')), ...mayBeNames(text)])];
