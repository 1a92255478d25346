/**
 * What the learned part adds to what the rules found: clues nobody made a rule
 * for, and pieces that are worth a question beside others.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { isPublicLine } from '#jigsaw/contact-rules';
import type { Tally } from '#jigsaw/counting-rules';
import { edges, has } from '#jigsaw/reading-rules';
import { model, type Felt, type Model, type Piece } from '#jigsaw/learned-rules';

export type Feeling = {
  text: string; previous: readonly string[];
  /** How the text strikes the learned part. */
  feeling: Felt;
  /** What the rules found, whether it is worth a question or not. */
  found: readonly Found[];
  /** How far the rules' small clues narrow the crowd. */
  tally: Tally;
  by?: Model;
};

const street = /\d.*(?:road|street|lane|close|court|drive|avenue|terrace|way|house|gate|gata|vei|veien|vegen)|(?:gate|gata|vei|veien|vegen|road|street|lane)\b.*\d/i;
const publicPage = /(?:nhs|helsenorge|nav|gov|bbc|nrk|mind|samaritans|wikipedia)\.(?:no|uk|org|com|co)/i;
/** What it probably is, by how it is written. */
function directKind(whole: string): Kind {
  const words = whole.slice(0, 120);
  const digits = words.replace(/\D/g, '').length;
  if (/@|krøll|\bdot\b|punktum|prikk/i.test(words)) return 'email';
  if (/\.\p{L}{2,}\/|www\.|https?:/u.test(words)) return 'link';
  if (street.test(words)) return 'address';
  if (digits >= 5) return 'phone';
  return digits || /_/.test(words) ? 'handle' : 'name';
}

/** Where names people go by here stand in a text. */
export function knownIn(text: string, known: ReadonlySet<string>) {
  const low = text.toLowerCase();
  return [...known].filter((name) => name.length > 1 && low.includes(name)).flatMap((name) => {
    const stretches = [];
    for (let start = low.indexOf(name); start >= 0; start = low.indexOf(name, start + name.length)) stretches.push({ start, end: start + name.length });
    return stretches;
  });
}

/** What was said before in the same words is not new. */
const isSaid = (words: string, previous: readonly string[]) => previous.some((one) => one.toLowerCase().includes(words.toLowerCase()));

/** Clues worth a question that the rules alone do not ask about. */
export function felt({ text, previous, found, feeling: { scores, pieces, isBefore, hasEarlier }, tally, by = model }: Feeling): Found[] {
  const { thresholds } = by;
  if (!pieces.length) return [];
  const { direct, pieces: small } = scores(tally);
  const isDirect = direct > thresholds.direct;
  const isSmall = small > (hasEarlier ? thresholds.beside : thresholds.pieces);
  const asked = pieces.filter(({ head }) => (head === 'piece' ? isSmall : isDirect));
  const clues = [...new Set(asked.flatMap((piece) => asClue(piece, text, found, by)))];
  if (!isDirect && !isBefore && !isTelling(clues, text, found, tally.together.sum)) return [];
  return asked.some(({ start, end }) => !isSaid(text.slice(start, end), previous)) ? clues : [];
}

/** Ordinary clues that the rules count are too few when they say so (safety guide §4); and one small thing in a word or two is no more than that. */
const isTelling = (clues: readonly Found[], text: string, found: readonly Found[], sum: number) => {
  const unknown = clues.filter((one) => !found.includes(one));
  const own = Math.max(0, ...clues.filter((one) => found.includes(one)).map((one) => (one.anchor ? 2 : one.weight ?? 1)));
  if (!unknown.length && sum < 3 && clues.every(({ weight, anchor }) => !weight && !anchor)) return false;
  return clues.length > 1 || sum > own || unknown.some(({ start, end }) => text.slice(start, end).split(/\s+/).length > 2);
};

const mention = /(?:^|\s)@\p{L}|^\p{L}+ (?:and|og) @/u;
/** Where figures stand for something else than a way to reach somebody. */
const measuring = edges('esr|sr|crp|hb|alat|ferritin|h(?:a)?emoglobin|peak flows?|scores?|skår|pulse?|puls|sudoku|lotto\\p{L}*|lottery|bingo|flight|fly|order|ordre\\p{L}*|referans\\p{L}*|reference|pattern|oppskrift\\p{L}*|rows');
/** A few figures are no number to ring, and eleven in a row are for the rules of national numbers alone. */
const digitsOnly = /^(?:[\d/.,:-]{1,5}|(?!07)\d{11})$/;
const numerals = new Set('one two three four five six seven eight nine ten to tre fire fem seks sju syv åtte ni ti en oh o null zero'.split(' '));
/** Counting aloud: "to tre fire fem". A number to ring is longer, and the rules know it. */
const isCounting = (words: string) => words.toLowerCase().split(/[ ,]+/).every((word) => numerals.has(word));

/** Times of the day with no place beside them: "at 7.15, 13.15". */
const timesOnly = /^(?:naps?|mine|at|to|and|from|til|fra|kl\.?|klokka|og|\d{1,2}(?:[.:]\d\d)?|[\s,.:–-])+$/iu;

const little = /^(?:\p{L}{1,2}|the|and|for|from|with|our|her|his|was|are|had|has|det|den|som|var|har|min|mitt|med|fra|til|han|hun|ved|hos)$/u;
/** Small clues the rules know, and a word not everybody says that is told with them: "the tugs at Immingham". */
function isMore({ start, end }: Piece, text: string, over: readonly Found[], { rarity }: Model): boolean {
  if (over.some(({ alone }) => alone)) return false;
  let rest = text.slice(start, end);
  for (const one of over) rest = rest.replace(text.slice(one.start, one.end), ' ');
  return rest.toLowerCase().split(/[^\p{L}]+/u).some((word) => word.length > 3 && !little.test(word) && rarity(word) < 2);
}

/** All the figures of a number, of which a piece may be marked. */
function wholeNumber(text: string, start: number, end: number): string {
  const before = /[\d ]*$/.exec(text.slice(0, start))![0];
  return (before + text.slice(start, end) + /^[\d ]*/.exec(text.slice(end))![0]).replace(/\D/g, '');
}

function asClue({ start, end, head }: Piece, text: string, found: readonly Found[], by: Model): Found[] {
  const over = found.filter((one) => one.start < end && start < one.end);
  if (head === 'piece' && over.length && isMore({ start, end, head, chance: 1 }, text, over, by)) return [{ kind: 'telling', start, end }];
  if (over.length) return head === 'piece' || over.some((one) => one.alone || one.others) ? over : []; // the rules know better what it is
  const words = text.slice(start, end);
  if (head === 'piece') return timesOnly.test(words) ? [] : [{ kind: 'telling', start, end }];
  if (words.includes('§')) return []; // a law
  if (/^[A-Z\d]{1,4}(?:-\d{1,4})+$/.test(words) || /\.(?:pdf|jpe?g|png|docx?|xlsx?|heic|mp[34])$/i.test(words) || /\d{2,3}\/\d{2,3}(?!\d).*\d\/\d/.test(words)) return []; // a file; readings by day
  const kind = directKind(words);
  if (kind === 'email' && mention.test(words) && !/\.\p{L}|dot|punktum|prikk/iu.test(words)) return []; // members spoken to
  if ((kind === 'phone' || kind === 'handle') && has(measuring, text.slice(Math.max(0, start - 40), end + 10).toLowerCase())) return [];
  if (digitsOnly.test(words) || (kind === 'phone' && isPublicLine(wholeNumber(text, start, end))) || isCounting(words)) return [];
  if (publicPage.test(text.slice(Math.max(0, start - 40), end + 40))) return [];
  return [head === 'other' ? { kind: 'other-person', start, end, alone: true, others: true } : { kind, start, end, alone: true }];
}
