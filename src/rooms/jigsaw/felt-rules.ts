/**
 * What the learned part adds to what the rules found: clues nobody made a rule
 * for, and pieces that are worth a question beside others.
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { model, type Felt, type Piece } from '#jigsaw/learned-rules';

export type Feeling = {
  text: string; previous: readonly string[];
  /** How the text strikes the learned part. */
  feeling: Felt;
  /** What the rules found, whether it is worth a question or not. */
  found: readonly Found[];
  /** How far the rules' small clues narrow the crowd: three are enough without this part. */
  sum: number;
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
export function felt({ text, previous, found, feeling: { scores, pieces }, sum }: Feeling): Found[] {
  const { direct, pieces: small } = model.thresholds;
  const isDirect = scores.direct > direct.alone;
  const isSmall = scores.pieces > small.alone || (scores.pieces > small.beside && sum >= 2);
  const asked = pieces.filter(({ head }) => (head === 'piece' ? isSmall : isDirect));
  const clues = [...new Set(asked.flatMap((piece) => asClue(piece, text, found)))];
  if (!isDirect && !isTelling(clues, text, found, sum)) return [];
  return asked.some(({ start, end }) => !isSaid(text.slice(start, end), previous)) ? clues : [];
}

/** One small thing in a word or two is no more than that, as long as nothing else stands beside it. */
const isTelling = (clues: readonly Found[], text: string, found: readonly Found[], sum: number) => {
  const own = Math.max(0, ...clues.filter((one) => found.includes(one)).map((one) => (one.anchor ? 2 : one.weight ?? 1)));
  return clues.length > 1 || sum - own >= 2 || clues.some((one) => !found.includes(one) && text.slice(one.start, one.end).split(/\s+/).length > 3);
};

function asClue({ start, end, head }: Piece, text: string, found: readonly Found[]): Found[] {
  const over = found.filter((one) => one.start < end && start < one.end);
  if (over.length) return head === 'piece' || over.some((one) => one.alone || one.others) ? over : []; // the rules know better what it is
  if (head === 'piece') return [{ kind: 'telling', start, end }];
  const words = text.slice(start, end);
  if (/^[A-Z\d]{1,4}(?:-\d{1,4})+$/.test(words) || /\.(?:pdf|jpe?g|png|docx?|xlsx?|heic|mp[34])$/i.test(words) || /\d{2,3}\/\d{2,3}(?!\d).*\d\/\d/.test(words)) return []; // a file; readings by day
  if (publicPage.test(text.slice(Math.max(0, start - 40), end + 40))) return [];
  return [head === 'other' ? { kind: 'other-person', start, end, alone: true, others: true } : { kind: directKind(text.slice(start, end)), start, end, alone: true }];
}
