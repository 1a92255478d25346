/**
 * Reads a regular expression as far as it takes to know which letters it
 * cannot do without, and where it may be cut into smaller ones.
 *
 * All letters are small here. What is not understood needs nothing, so every
 * answer errs to the side of looking.
 */

/** `exact`: all it can match, where that is little. `needs`: one of these stands in every match, or in the text around it. */
type Sign = { exact?: string[]; needs?: string[]; isEdge?: boolean };
type Branch = { from: number; to: number; needs: string[] | undefined };
/** A list of alternatives that the pattern may be cut at: nothing before it takes up letters. */
type Cut = { from: number; to: number; branches: Branch[] };
type Reader = { source: string; at: number; depth: number; isWhole: boolean; cuts: Cut[] };

/** A piece of a pattern that is a pattern itself, and what it needs. */
export type Part = { source: string; needs: string[] | undefined };

const mostExact = 96;
const mostInClass = 12;
const digits = [...'0123456789'];

/** Letters whose large ones are others (µ, ſ) are left to what is not understood. */
const isCommon = (letter: string) => /^[ -~æøåäöüéèêóôòàâíúñç£€°’‘“”«»–—…]$/.test(letter);

const anything: Sign = {};
const edge: Sign = { exact: [''], isEdge: true };
const letterOf = (point: string): Sign => (isCommon(point.toLowerCase()) ? { exact: [point.toLowerCase()] } : anything);

/** How often a letter is met in what people write; others are rare. */
const share: Record<string, number> = { ' ': 0.17, e: 0.11, t: 0.07, a: 0.065, o: 0.065, i: 0.06, n: 0.06, s: 0.055, r: 0.055, h: 0.045, d: 0.035, l: 0.035, g: 0.025, m: 0.025, u: 0.022, k: 0.02 };
/** About how often a stretch of letters begins at one place. */
export function odds(text: string): number {
  let all = 1;
  for (let at = 0; at < text.length; at++) all *= share[text[at]!] ?? 0.015;
  return all;
}
const reckoned = new WeakMap<readonly string[], number>();
function oddsOf(texts: readonly string[]): number {
  let sum = reckoned.get(texts);
  if (sum === undefined) reckoned.set(texts, (sum = texts.reduce((all, text) => all + odds(text), 0)));
  return sum;
}
const rarer = (one: string[] | undefined, other: string[] | undefined) => (!one ? other : !other ? one : oddsOf(one) <= oddsOf(other) ? one : other);
const known = (exact: string[] | undefined) => (exact?.length && exact.every((text) => text !== '') ? exact : undefined);
const needsOf = ({ exact, needs }: Sign) => rarer(known(exact), needs);

/** One after the other. */
function inTurn(signs: readonly Sign[]): Sign {
  let run: string[] = [''];
  let isExact = true;
  let best: string[] | undefined;
  for (const { exact, needs } of signs) {
    best = rarer(best, needs);
    if (exact && run.length * exact.length <= mostExact) run = run.flatMap((before) => exact.map((after) => before + after));
    else {
      best = rarer(best, known(run));
      run = exact ?? [''];
      isExact = false;
    }
  }
  best = rarer(best, known(run));
  return { ...(isExact ? { exact: run } : {}), ...(best ? { needs: best } : {}), isEdge: signs.every(({ isEdge }) => isEdge) };
}

/** One or the other. */
function eitherOf(signs: readonly Sign[]): Sign {
  if (signs.length === 1) return signs[0]!;
  const exact = signs.every((sign) => sign.exact) ? [...new Set(signs.flatMap((sign) => sign.exact!))] : undefined;
  const needs = signs.map(needsOf);
  return {
    ...(exact && exact.length <= mostExact ? { exact } : {}),
    ...(needs.every((one) => one) ? { needs: [...new Set(needs.flatMap((one) => one!))] } : {}),
    isEdge: signs.every(({ isEdge }) => isEdge)
  };
}

/** `a|b|c`, up to a closing bracket or the end. */
function alternatives(reader: Reader, mayCut: boolean): { sign: Sign; branches: Branch[] } {
  const signs: Sign[] = [];
  const branches: Branch[] = [];
  for (;;) {
    const from = reader.at;
    const parts: Sign[] = [];
    while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!)) {
      parts.push(times(reader, one(reader, mayCut && parts.every(({ isEdge }) => isEdge))));
    }
    const sign = inTurn(parts);
    signs.push(sign);
    branches.push({ from, to: reader.at, needs: needsOf(sign) });
    if (reader.source[reader.at] !== '|') return { sign: eitherOf(signs), branches };
    reader.at++;
  }
}

/** `?`, `*`, `+` and `{2,3}` behind a sign. */
function times(reader: Reader, sign: Sign): Sign {
  const [written] = /^(?:[?*+]|\{\d+(?:,\d*)?\})\??/.exec(reader.source.slice(reader.at, reader.at + 12)) ?? [];
  if (!written) return sign;
  reader.cuts = reader.cuts.filter(({ to }) => to !== reader.at);
  reader.at += written.length;
  if (written[0] === '?') return sign.exact && sign.exact.length < mostExact ? { exact: [...new Set(['', ...sign.exact])] } : anything;
  const isSure = written[0] === '+' || (written[0] === '{' && Number.parseInt(written.slice(1), 10) > 0);
  const needs = isSure ? needsOf(sign) : undefined;
  return needs ? { needs } : anything;
}

function one(reader: Reader, mayCut: boolean): Sign {
  const letter = reader.source[reader.at]!;
  if (letter === '(') return group(reader, mayCut);
  if (letter === '[') return classOf(reader);
  if (letter === '\\') return escaped(reader);
  const point = String.fromCodePoint(reader.source.codePointAt(reader.at)!);
  reader.at += point.length;
  return letter === '^' || letter === '$' ? edge : letter === '.' ? anything : letterOf(point);
}

function group(reader: Reader, mayCut: boolean): Sign {
  const [opening] = /^\((?:\?(?::|<?[=!]|<\w+>))?/.exec(reader.source.slice(reader.at, reader.at + 40))!;
  if (opening !== '(?:' && !/[=!]$/.test(opening)) reader.isWhole = true; // its groups have numbers
  if (opening === '(' && reader.source[reader.at + 1] === '?') throw new Error('a group of a kind that is not known here');
  const isCut = mayCut && opening === '(?:' && reader.depth === 0;
  reader.at += opening.length;
  reader.depth++;
  const from = reader.at;
  const { sign, branches } = alternatives(reader, false);
  reader.depth--;
  const to = reader.at++;
  if (opening.endsWith('!')) return edge;
  const needs = needsOf(sign);
  if (opening.endsWith('=')) return { ...edge, ...(needs ? { needs } : {}) };
  if (isCut) reader.cuts.push({ from, to: to + 1, branches });
  return sign;
}

/** One of the letters between square brackets. */
function classOf(reader: Reader): Sign {
  const { source } = reader;
  const letters = new Set<string>();
  reader.at++;
  let isSmall = source[reader.at] !== '^';
  while (source[reader.at] !== ']') {
    if (reader.at >= source.length) throw new Error('a class without an end');
    const first = source[reader.at] === '\\' ? escaped(reader, true) : letterOf(next(reader));
    const isRange = source[reader.at] === '-' && source[reader.at + 1] !== ']';
    if (isRange) {
      reader.at++;
      if (source[reader.at] === '\\') escaped(reader, true);
      else next(reader);
    }
    if (isRange || !first.exact) isSmall = false;
    for (const letter of first.exact ?? []) letters.add(letter);
  }
  reader.at++;
  return isSmall && letters.size && letters.size <= mostInClass ? { exact: [...letters] } : anything;
}

function next(reader: Reader): string {
  const point = String.fromCodePoint(reader.source.codePointAt(reader.at)!);
  reader.at += point.length;
  return point;
}

function escaped(reader: Reader, isInClass = false): Sign {
  const [written, letter = ''] = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|k<\w+>|c[A-Za-z]|\d+|([^]))/u.exec(reader.source.slice(reader.at, reader.at + 60))!;
  reader.at += written.length;
  if (/^\\(?:\d|k<)/.test(written)) reader.isWhole = true; // it speaks of a group by its number
  if (letter === 'd') return { exact: digits };
  if (/[bB]/.test(letter)) return isInClass ? anything : edge;
  return !letter || /[a-zA-Z]/.test(letter) ? anything : letterOf(letter);
}

/** A list of fewer alternatives is not worth being cut. */
const fewest = 3;

/**
 * A pattern cut at its alternatives, in their order. Where several of the parts
 * can match at one place, the first of them is what the whole would match there.
 */
export function partsOf(source: string): Part[] {
  const reader: Reader = { source, at: 0, depth: 0, isWhole: false, cuts: [] };
  try {
    const { sign, branches } = alternatives(reader, true);
    const needs = needsOf(sign);
    const whole = [{ source, needs }];
    if (reader.at < source.length || reader.isWhole) return reader.at < source.length ? [{ source, needs: undefined }] : whole;
    if (branches.length >= fewest) return branches.map(({ from, to, needs: own }) => ({ source: source.slice(from, to), needs: own ?? needs }));
    const cut = branches.length > 1 ? undefined : reader.cuts.find((one) => one.branches.length >= fewest);
    return cut ? cut.branches.map(({ from, to, needs: own }) => ({ source: source.slice(0, cut.from) + source.slice(from, to) + source.slice(cut.to - 1), needs: own ?? needs })) : whole;
  } catch {
    return [{ source, needs: undefined }];
  }
}
