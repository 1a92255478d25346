/**
 * What the guard has learned by reading: how likely each word is part of a
 * clue, and from that how likely the whole text is worth a question.
 *
 * The rules know what they were told. This part has seen some thousand
 * invented texts with their clues marked, and finds clues nobody has told in
 * those words before. Its weights are data (`model.json`), written by
 * `npm run -s identity-check:train`.
 */
import { shipped, wholesIn } from '#platform/shipped';
import type { Language } from '#jigsaw/clue-rules';
import type { Tally } from '#jigsaw/counting-rules';
import { placesOf, tokensOf, width, type Rarity, type Token } from '#jigsaw/token-rules';

/** What a head looks for: what shows somebody by itself, a piece that tells something, somebody else. */
export const heads = ['direct', 'piece', 'other'] as const;
export type HeadName = (typeof heads)[number];
export type Head = { scale: number; bias: number; weights: Int8Array };
/** How likely each word is part of what a head looks for. */
export type Chances = Record<HeadName, Float32Array>;
export type Weighing = { bias: number; weights: readonly number[] };
export type Model = { heads: Record<HeadName, Head>; weighing: Record<keyof Signs, Weighing>; thresholds: Record<keyof Signs | 'beside', number>; rarity: Rarity; letters: Head };

const asRarity = (said: readonly string[]): Rarity => {
  const often = new Map(said.flatMap((words, at) => words.split(' ').map((word) => [word, at + 1] as const)));
  return (low) => often.get(low) ?? 0;
};
type Written = { scale: number; bias: number; weights: string };
const openHead = ({ scale, bias, weights }: Written): Head => ({ scale, bias, weights: weights ? wholesIn(weights) : new Int8Array(width) });
type Shipped = { heads: Record<HeadName, Written>; letters: Written; weighing: Model['weighing']; thresholds: Model['thresholds']; said: string[] };
function read(): Model {
  const { heads: { direct, piece, other }, letters, weighing, thresholds, said } = shipped<Shipped>('src/rooms/jigsaw/model.json');
  return { heads: { direct: openHead(direct), piece: openHead(piece), other: openHead(other) }, weighing, thresholds, rarity: asRarity(said), letters: openHead(letters) };
}
export const model = read();

const chance = (sum: number) => 1 / (1 + Math.exp(-sum));

export function chancesOf(places: readonly Uint32Array[], of: Record<HeadName, Head>): Chances {
  const chances = { direct: new Float32Array(places.length), piece: new Float32Array(places.length), other: new Float32Array(places.length) };
  const [{ weights: direct }, { weights: piece }, { weights: other }] = [of.direct, of.piece, of.other];
  for (let at = 0; at < places.length; at++) {
    const one = places[at]!;
    let [forDirect, forPiece, forOther] = [0, 0, 0];
    for (let sign = 0; sign < one.length; sign++) {
      const place = one[sign]!;
      forDirect += direct[place]!;
      forPiece += piece[place]!;
      forOther += other[place]!;
    }
    chances.direct[at] = chance(of.direct.bias + forDirect * of.direct.scale);
    chances.piece[at] = chance(of.piece.bias + forPiece * of.piece.scale);
    chances.other[at] = chance(of.other.bias + forOther * of.other.scale);
  }
  return chances;
}

/** From here on a word may be part of a clue; and beside earlier texts that tell much, from here on. */
const maybe = 0.25;
const maybeBeside = 0.2;

/** What a head says of a whole text: its surest pieces, how many there are, and how much altogether. */
export function summaryOf(chances: Float32Array): number[] {
  const pieces: number[] = [];
  let [piece, sum] = [0, 0];
  for (const one of chances) {
    sum += one;
    if (one > maybe) piece = Math.max(piece, one);
    else if (piece) piece = (pieces.push(piece), 0);
  }
  if (piece) pieces.push(piece);
  const sure = pieces.sort((a, b) => b - a).filter((one) => one > 0.4).length;
  const [first = 0, second = 0, third = 0] = Float32Array.from(chances).sort().reverse();
  return [pieces[0] ?? 0, pieces[1] ?? 0, pieces[2] ?? 0, (first + second + third) / 3, Math.min(sum, 8) / 4, Math.min(sure, 5)];
}

/** What speaks for a question, in the order its weighing has learned: something that shows somebody by itself, or small pieces together. */
export type Signs = { direct: number[]; pieces: number[] };
/** A text as its weighing reads it: how likely each word is part of a clue, and how often it is said. */
export type Heard = { here: Chances; often: Uint8Array; earlier: readonly Chances[] };

/** How much of what is likely a clue is in words hardly anybody says. */
const seldom = ({ here, often }: Heard) => here.piece.reduce((sum, one, at) => (often[at]! < 2 ? sum + one : sum), 0);

export function signsOf(heard: Heard, { here: alone, together }: Tally): Signs {
  const { here, earlier } = heard;
  const before = earlier.map(({ piece }) => summaryOf(piece));
  const most = (at: number) => Math.max(0, ...before.map((one) => one[at]!));
  const sum = (at: number) => before.reduce((all, one) => all + one[at]!, 0);
  const piece = summaryOf(here.piece);
  const words = here.piece.length || 1;
  const earlierMost = most(0);
  return {
    direct: [...summaryOf(here.direct), ...summaryOf(here.other)],
    pieces: [
      ...piece, earlierMost, most(4), Math.min(sum(5), 6), Math.min(sum(4), 4), earlierMost * piece[0]!,
      Math.min(seldom(heard), 4) / 2, Math.log(words) / 4, here.piece.reduce((all, one) => all + one, 0) / words,
      Math.min(alone.sum, 3) / 3, Math.min(together.sum, 4) / 4, Math.min(alone.kinds, 3) / 3, Math.min(together.unusual, 2) / 2
    ]
  };
}
/** How often each word is said; marks and numbers count as common. */
export const oftenOf = (tokens: readonly Token[], rarity: Rarity) => Uint8Array.from(tokens, ({ low }) => (/^\p{L}/u.test(low) ? rarity(low) : 9));

export const weigh = ({ bias, weights }: Weighing, signs: readonly number[]): number => signs.reduce((sum, sign, at) => sum + sign * weights[at]!, bias);

export type Piece = { start: number; end: number; head: HeadName; chance: number };
const noWord = /^[^\p{L}\p{N}]$/u;

/** The stretches of words that are likely clues, each with its surest word's chance. */
export function piecesOf(tokens: readonly Token[], chances: Chances, least = maybe): Piece[] {
  const pieces: Piece[] = [];
  let open: (Piece & { last: number }) | undefined;
  tokens.forEach((token, at) => {
    const head = heads.reduce((best, name) => (chances[name][at]! > chances[best][at]! ? name : best), 'piece' as HeadName);
    const most = chances[head][at]!;
    if (most <= least || (!open && noWord.test(token.text))) return;
    if (open && open.last >= at - 2 && open.head === head) {
      if (!noWord.test(token.text)) Object.assign(open, { end: token.end, last: at, chance: Math.max(open.chance, most) });
      return;
    }
    if (noWord.test(token.text)) return;
    open = { start: token.start, end: token.end, head, chance: most, last: at };
    pieces.push(open);
  });
  return pieces;
}

/** `scores` weighs the whole text, beside what the rules counted; `isBefore` says that something in the earlier texts is likely a clue. */
export type Felt = { pieces: Piece[]; isBefore: boolean; hasEarlier: boolean; scores: (tally: Tally) => Record<keyof Signs, number> };
type Stretch = { start: number; end: number };
/** Of a text, and of earlier ones together, no more than this is read by this part: the newest 40 posts or so. */
const most = { here: 60_000, earlier: 8_000 };

/** How a text strikes the learned part. What stands in a stretch to leave alone (safer words, names people go by here) tells nothing. */
export function feel(text: string, language: Language, previous: readonly string[], alone: readonly Stretch[] = [], by: Model = model): Felt {
  const tokens = tokensOf(text.slice(0, most.here));
  const here = chancesOf(placesOf(tokens, language, by.rarity), by.heads);
  tokens.forEach(({ start, end }, at) => {
    if (alone.some((one) => one.start < end && start < one.end)) for (const name of heads) here[name][at] = 0;
  });
  let left = most.earlier;
  const earlier: Chances[] = [];
  for (const one of previous) {
    if (left <= 0) break;
    earlier.push(chancesOf(placesOf(tokensOf(one.slice(0, left)), language, by.rarity), by.heads));
    left -= one.length;
  }
  const scores = (tally: Tally) => {
    const signs = signsOf({ here, earlier, often: oftenOf(tokens, by.rarity) }, tally);
    return { direct: weigh(by.weighing.direct, signs.direct), pieces: weigh(by.weighing.pieces, signs.pieces) };
  };
  // Words that everybody says show nothing by themselves: "the one", "on".
  const telling = (least: number) => piecesOf(tokens, here, least).filter(({ start, end }) => tokensOf(text.slice(start, end)).some(({ low }) => low.length > 1 && by.rarity(low) < 4));
  const isBefore = earlier.some(({ piece }) => piece.some((one) => one > 0.4));
  const pieces = telling(maybe);
  if (isBefore && !pieces.some(({ head }) => head === 'piece')) pieces.push(...telling(maybeBeside).filter(({ head }) => head === 'piece').sort((one, other) => other.chance - one.chance).slice(0, 1));
  return { pieces, isBefore, hasEarlier: earlier.length > 0, scores };
}
