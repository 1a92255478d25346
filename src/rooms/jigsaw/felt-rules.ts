/**
 * What the learned part adds to what the rules found: clues nobody made a rule
 * for, and pieces that are worth a question beside others.
 */
import type { Found, Kind, Language } from '#jigsaw/clue-rules';
import { feel, model, type Piece } from '#jigsaw/learned-rules';
import { saferIn } from '#jigsaw/safer-rules';

export type Feeling = {
  text: string; language: Language; previous: readonly string[];
  /** Names people go by here, in small letters. */
  known: ReadonlySet<string>;
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
function knownIn(text: string, known: ReadonlySet<string>) {
  const low = text.toLowerCase();
  return [...known].filter((name) => name.length > 1 && low.includes(name)).flatMap((name) => {
    const stretches = [];
    for (let start = low.indexOf(name); start >= 0; start = low.indexOf(name, start + name.length)) stretches.push({ start, end: start + name.length });
    return stretches;
  });
}

/** What was said before in the same words is not new. */
const isSaid = (words: string, previous: readonly string[]) => previous.some((one) => one.toLowerCase().includes(words.toLowerCase()));

/** `more`: clues worth a question that the rules alone do not ask about. `hasPieces`: whether there is anything here that could add up with other texts. */
export function felt({ text, language, previous, known, found, sum }: Feeling): { more: Found[]; hasPieces: boolean } {
  const { scores, pieces } = feel(text, language, previous, [...saferIn(text), ...knownIn(text, known)]);
  const { direct, pieces: small } = model.thresholds;
  const isDirect = scores.direct > direct.alone;
  const isSmall = scores.pieces > small.alone || (scores.pieces > small.beside && sum >= 2);
  const hasPieces = pieces.some(({ head }) => head === 'piece');
  const asked = pieces.filter(({ head }) => (head === 'piece' ? isSmall : isDirect));
  if (!isDirect && !isTelling(asked, text, sum)) return { more: [], hasPieces };
  const isNew = asked.some(({ start, end }) => !isSaid(text.slice(start, end), previous));
  return { more: isNew ? asked.flatMap((piece) => asClue(piece, text, found)) : [], hasPieces };
}

/** One small thing in a word or two is no more than that, as long as nothing stands beside it. */
const isTelling = (pieces: readonly Piece[], text: string, sum: number) =>
  pieces.length > 1 || sum >= 2 || pieces.some(({ start, end }) => text.slice(start, end).split(/\s+/).length > 3);

function asClue({ start, end, head }: Piece, text: string, found: readonly Found[]): Found[] {
  const over = found.filter((one) => one.start < end && start < one.end);
  if (over.length) return over; // the rules know better what it is
  if (head === 'piece') return [{ kind: 'telling', start, end }];
  if (publicPage.test(text.slice(Math.max(0, start - 40), end + 40))) return [];
  return [head === 'other' ? { kind: 'other-person', start, end, alone: true, others: true } : { kind: directKind(text.slice(start, end)), start, end, alone: true }];
}
