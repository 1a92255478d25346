/**
 * Patterns: small sentences with room in them, made into bounded regular
 * expressions over the line of a reading.
 *
 *     {i} {want} to {die}      words, and slots of the lexicon
 *     want*                    a word that begins so
 *     [the sea/a bridge]       one of these
 *     to?                      may be missing
 *     ~  ~~                    up to three, up to eight words in the same sentence
 *     >>                       up to thirty words, also into the next sentences
 *     ^  $                     the beginning, the end of a sentence
 *
 * Every repetition has a bound, so no text can make a pattern slow.
 */
import { lexicon } from '#triage/lexicon';

const escaped = (word: string) => word.replace(/[.+^${}()|[\]\\?]/g, '\\$&');
const word = (one: string) => escaped(one).replace(/\*/g, '[^ |]{0,14}');
const phrase = (one: string) => one.trim().split(/\s+/).map(word).join(' ');

function alternatives(list: readonly string[]): string {
  return `(?:${[...new Set(list)].sort((a, b) => b.length - a.length).map(phrase).join('|')})`;
}

const slots = new Map(Object.entries(lexicon).map(([name, list]) => [name, alternatives(list.flatMap((line) => line.split(',')).map((one) => one.trim()).filter(Boolean))]));

function piece(part: string): string {
  if (part === '~') return '(?: [^ |]{1,40}){0,3}?';
  if (part === '~~') return '(?: [^ |]{1,40}){0,8}?';
  if (part === '>>') return '(?: [^ ]{1,40}){0,30}?';
  if (part === '^') return '(?<=[|"]|^)';
  if (part === '$') return '(?= [|"])';
  const isOptional = part.endsWith('?');
  const bare = isOptional ? part.slice(0, -1) : part;
  const slot = /^\{(\w+)\}$/.exec(bare)?.[1];
  if (slot !== undefined && !slots.has(slot)) throw new Error(`no slot ${slot} in the lexicon`);
  const inner = slot !== undefined ? slots.get(slot)! : bare.startsWith('[') ? alternatives(bare.slice(1, -1).split('/')) : word(bare);
  return isOptional ? `(?: ${inner})?` : ` ${inner}`;
}

/** One regular expression for a list of patterns. */
export function compile(patterns: readonly string[]): RegExp {
  const each = patterns.map((pattern) => [...pattern.matchAll(/\[[^\]]*\]\??|\S+/g)].map(([part]) => piece(part)).join(''));
  return new RegExp(`(?:${each.join('|')})(?= )`, 'g');
}
