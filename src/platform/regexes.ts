/**
 * Which letters a regular expression cannot do without, and where it may be cut
 * into smaller ones. It is read by a library; what follows from it is found here.
 *
 * All letters are small here. What is not understood needs nothing, so every
 * answer errs to the side of looking.
 */
import { RegExpParser, visitRegExpAST, type AST } from '@eslint-community/regexpp';

/** `exact`: all it can match, where that is little. `needs`: one of these stands in every match, or in the text around it. */
type Sign = { exact?: string[]; needs?: string[] };
/** A piece of a pattern that is a pattern itself, and what it needs. */
export type Part = { source: string; needs: string[] | undefined };

const mostExact = 96;
const mostInClass = 12;
const digits = [...'0123456789'];

/** Letters whose large ones are others (µ, ſ) are left to what is not understood. */
const isCommon = (letter: string) => /^[ -~æøåäöüéèêóôòàâíúñç£€°’‘“”«»–—…]$/.test(letter);

const anything: Sign = {};
const edge: Sign = { exact: [''] };
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
  return { ...(isExact ? { exact: run } : {}), ...(best ? { needs: best } : {}) };
}

/** One or the other. */
function eitherOf(signs: readonly Sign[]): Sign {
  if (signs.length === 1) return signs[0]!;
  const exact = signs.every((sign) => sign.exact) ? [...new Set(signs.flatMap((sign) => sign.exact!))] : undefined;
  const needs = signs.map(needsOf);
  return {
    ...(exact && exact.length <= mostExact ? { exact } : {}),
    ...(needs.every((one) => one) ? { needs: [...new Set(needs.flatMap((one) => one!))] } : {})
  };
}

/** Each is asked for twice: for the whole, and for its own part. */
const read = new WeakMap<AST.Alternative, Sign>();
function sequence(one: AST.Alternative): Sign {
  let sign = read.get(one);
  if (!sign) read.set(one, (sign = inTurn(one.elements.map(signOf))));
  return sign;
}
const choice = (alternatives: readonly AST.Alternative[]): Sign => eitherOf(alternatives.map(sequence));

function signOf(one: AST.Element | AST.CharacterClassElement): Sign {
  if (one.type === 'Character') return letterOf(String.fromCodePoint(one.value));
  if (one.type === 'CharacterSet') return one.kind === 'digit' && !one.negate ? { exact: digits } : anything;
  if (one.type === 'CharacterClass') return classOf(one);
  if (one.type === 'Quantifier') return times(one);
  if (one.type === 'Group' || one.type === 'CapturingGroup') return choice(one.alternatives);
  if (one.type === 'Assertion') return around(one);
  return anything;
}

/** One of the letters between square brackets. */
function classOf({ negate, elements }: AST.CharacterClass): Sign {
  const letters = elements.map((element) => signOf(element).exact);
  const few = negate || letters.some((exact) => !exact) ? [] : [...new Set(letters.flatMap((exact) => exact!))];
  return few.length && few.length <= mostInClass ? { exact: few } : anything;
}

/** `?`, `*`, `+` and `{2,3}` behind a sign. */
function times({ element, min, max }: AST.Quantifier): Sign {
  const sign = signOf(element);
  if (min === 0 && max === 1) return sign.exact && sign.exact.length < mostExact ? { exact: [...new Set(['', ...sign.exact])] } : anything;
  const needs = min > 0 ? needsOf(sign) : undefined;
  return needs ? { needs } : anything;
}

/** What has to stand around takes up no letters, and is needed all the same. */
function around(assertion: AST.Assertion): Sign {
  if (assertion.kind !== 'lookahead' && assertion.kind !== 'lookbehind') return edge;
  const needs = assertion.negate ? undefined : needsOf(choice(assertion.alternatives));
  return { ...edge, ...(needs ? { needs } : {}) };
}

/** Its groups have numbers, so it has to stay as it is. */
function isNumbered(pattern: AST.Pattern): boolean {
  let is = false;
  const found = () => void (is = true);
  visitRegExpAST(pattern, { onCapturingGroupEnter: found, onBackreferenceEnter: found });
  return is;
}

/** A list of fewer alternatives is not worth being cut. */
const fewest = 3;

/** What stands around takes up no letters. */
const isEdge = (one: AST.Element): boolean => one.type === 'Assertion' || (one.type === 'Group' && one.alternatives.every(({ elements }) => elements.every(isEdge)));

/** A list of alternatives that may be cut at: nothing before it takes up letters. */
function cutOf(pattern: AST.Pattern): AST.Pattern | AST.Group | undefined {
  if (pattern.alternatives.length > 1) return pattern.alternatives.length >= fewest ? pattern : undefined;
  const one = pattern.alternatives[0]!.elements.find((element) => !isEdge(element));
  return one?.type === 'Group' && !one.modifiers && one.alternatives.length >= fewest ? one : undefined;
}

/**
 * A pattern cut at its alternatives, in their order. Where several of the parts
 * can match at one place, the first of them is what the whole would match there.
 */
export function partsOf(source: string, flags = 'u'): Part[] {
  let pattern: AST.Pattern;
  try {
    pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags.includes('u') });
  } catch {
    return [{ source, needs: undefined }];
  }
  const needs = needsOf(choice(pattern.alternatives));
  const cut = isNumbered(pattern) ? undefined : cutOf(pattern);
  if (!cut) return [{ source, needs }];
  const [before, after] = [source.slice(0, cut.start), source.slice(cut.end)];
  return cut.alternatives.map((one) => ({ source: before + source.slice(one.start, one.end) + after, needs: needsOf(sequence(one)) ?? needs }));
}
