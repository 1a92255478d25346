/**
 * A gate before patterns. Most patterns cannot be in most texts, because not
 * one of the few words they cannot do without is there. One walk over a text
 * says which may be, and only those are tried, so that a thousand ways to say
 * a thing cost little more than ten.
 *
 * It changes no answer: what is found is what each whole pattern would find.
 */
import { odds, partsOf } from '#platform/regexes';

/** A pattern behind the gate. */
export type Gated = {
  source: string; flags: string;
  /** None until the pattern is first asked for: a start need not wait for it. */
  parts: { source: string; made?: RegExp }[];
  first: number;
  /** Parts that need nothing. */
  always: number[];
};
/** For each pattern that may be in a text, its parts that may. */
export type Opened = { text: string; count: number; parts: Map<Gated, number[]> };

const longestPiece = 6;
const wide = 1 << 16;
/** By what is left of some letters: bit n says that a piece of n letters ends here, bit 0 that a longer one may. */
const signs = new Uint8Array(wide);
/** Piece → the parts that are let in by it. Two pieces may share a number; then a part is tried in vain. */
const doors = new Map<number, number[]>();
const owners: Gated[] = [];

const begin = 0x811c9dc5 | 0;
const step = (sum: number, letter: number) => Math.imul(sum ^ letter, 16_777_619);
const fold = (sum: number) => (sum ^ (sum >>> 16)) & (wide - 1);

/** The rarest stretch of a text that is no longer than a piece. */
function pieceOf(text: string): string {
  let best = text.slice(0, longestPiece);
  for (let at = 1; at + longestPiece <= text.length; at++) {
    const other = text.slice(at, at + longestPiece);
    if (odds(other) < odds(best)) best = other;
  }
  return best;
}

function hang(text: string, part: number) {
  const piece = pieceOf(text);
  let sum = begin;
  for (let at = 0; at < piece.length; at++) {
    sum = step(sum, piece.charCodeAt(at));
    signs[fold(sum)]! |= at + 1 === piece.length ? 1 << piece.length : 1;
  }
  const parts = doors.get(sum);
  if (!parts) doors.set(sum, [part]);
  else if (parts.at(-1) !== part) parts.push(part);
}

/** Puts a pattern behind the gate; once for each pattern, at the start. */
export const gated = ({ source, flags }: { source: string; flags: string }): Gated => ({ source, flags, parts: [], first: 0, always: [] });

function prepare(pattern: Gated) {
  const parts = partsOf(pattern.source, pattern.flags);
  pattern.first = owners.length;
  pattern.parts = parts.map(({ source }) => ({ source }));
  parts.forEach(({ needs }, at) => {
    const part = owners.push(pattern) - 1;
    if (needs) for (const text of needs) hang(text, part);
    else pattern.always.push(at);
  });
}

/** Small letters. Where their size is ignored, the long s is an s. */
const lowered = (text: string) => text.toLowerCase().replaceAll('ſ', 's');

/** What was walked over in this turn of the program; nobody's words stay here. */
let walked: Opened[] = [];
const mostWalked = 3;
const forget = () => void (walked = []);

/** A text that was walked over just now. */
export const known = (text: string): Opened | undefined => walked.find((one) => one.text === text);

/** Walks over a text, once in a turn; and over others that differ from it only in the size of letters. */
export function open(text: string, alike: readonly string[] = []): Opened {
  const before = known(text);
  if (before) return before;
  if (!walked.length) queueMicrotask(forget);
  const { count, parts } = walk(text);
  const now = [text, ...alike].map((one) => ({ text: one, count, parts }));
  walked = [...now, ...walked.slice(0, mostWalked)];
  return now[0]!;
}

function walk(text: string): Omit<Opened, 'text'> {
  const low = lowered(text);
  const seen = new Uint8Array(owners.length);
  const parts: Opened['parts'] = new Map();
  for (let from = 0; from < low.length; from++) {
    let sum = begin;
    for (let at = from, most = Math.min(low.length, from + longestPiece); at < most; at++) {
      sum = step(sum, low.charCodeAt(at));
      const sign = signs[fold(sum)]!;
      if (sign >> (at + 1 - from) & 1) for (const part of doors.get(sum) ?? []) if (!seen[part]) {
        seen[part] = 1;
        const owner = owners[part]!;
        const mine = parts.get(owner);
        if (mine) mine.push(part - owner.first);
        else parts.set(owner, [part - owner.first]);
      }
      if (!(sign & 1)) break;
    }
  }
  return { count: owners.length, parts };
}

function madeOf({ parts, flags }: Gated, at: number): RegExp {
  const part = parts[at]!;
  return (part.made ??= new RegExp(part.source, flags));
}

const inOrder = (one: number, other: number) => one - other;

/** The parts of a pattern that may be in a text; where the pattern came later than the walk, one walks again. */
function mayBe(opened: Opened, pattern: Gated): readonly number[] {
  if (!pattern.parts.length) prepare(pattern);
  if (pattern.first >= opened.count) Object.assign(opened, walk(opened.text));
  const found = opened.parts.get(pattern);
  if (!found) return pattern.always;
  return pattern.always.length ? [...new Set([...found, ...pattern.always])].sort(inOrder) : found.sort(inOrder);
}

/** Every place where a pattern with the flag g fits, one after the other, `most` of them. */
export function hitsIn(opened: Opened, pattern: Gated, most = Infinity): RegExpExecArray[] {
  const patterns = mayBe(opened, pattern);
  if (!patterns.length) return [];
  const tried = patterns.map((at) => madeOf(pattern, at));
  const hits: RegExpExecArray[] = [];
  const next: (RegExpExecArray | null | undefined)[] = [];
  for (let from = 0; hits.length < most && from <= opened.text.length;) {
    let best: RegExpExecArray | undefined;
    for (let at = 0; at < tried.length; at++) {
      let mine = next[at];
      if (mine === undefined || (mine && mine.index < from)) {
        tried[at]!.lastIndex = from;
        next[at] = mine = tried[at]!.exec(opened.text);
      }
      if (mine && (!best || mine.index < best.index)) best = mine;
    }
    if (!best) break;
    hits.push(best);
    from = best.index + (best[0].length || 1);
  }
  return hits;
}

/** Whether a pattern is anywhere in a text. */
export const isIn = (opened: Opened, pattern: Gated): boolean => hitsIn(opened, pattern, 1).length > 0;
