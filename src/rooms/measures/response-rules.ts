/** What stands in a response, and how it is read from what was sent, page by page. Pure. */
import type { Answers, Score } from '#measures/scoring-rules';
import type { Subthreshold } from '#measures/subthreshold-rules';

export const safeWords = ['yes', 'unsure', 'no', 'skip'] as const;
/** To "Are you safe right now?". It counts nowhere. */
export type SafeWord = (typeof safeWords)[number];
export const isSafeWord = (text: unknown): text is SafeWord => safeWords.includes(text as SafeWord);

/** `isWatched`: the member was told, before the first question, that people see an answer about harm to oneself. */
export type Head = { instrument: string; version: string; language: string; isWatched: boolean };
/**
 * One page that was sent: answers, or the one word on the calm page. `acts` when
 * an answer in it wanted that page; `late` holds such answers that came after
 * another device was done. They act, and change no answer and no score.
 */
export type Sending = { at: string; answers?: Answers; late?: Answers; acts?: boolean; safe?: SafeWord };
export type Kept = { score: Score; subthreshold: Subthreshold | null };
export type Response = Head & {
  id: string; begunAt: Date; doneAt: Date | null;
  /** The newest answer to each question. */
  answers: Answers;
  late: Answers;
  sent: readonly Sending[];
  /** The calm page is due and was not answered. */
  isPending: boolean;
  /** It was due at some time. */
  hasAsked: boolean;
  safe: SafeWord | null;
  /** What each version of the arithmetic made of it, in the order they were made. */
  kept: readonly Kept[];
};

const newest = (sent: readonly (Answers | undefined)[]): Answers => Object.assign({}, ...sent);
const day = 86_400_000;

/** The same word said again the same day is the same. */
export const isSaid = ({ isPending, sent }: Pick<Response, 'isPending' | 'sent'>, word: SafeWord, now: Date): boolean => {
  const last = sent.findLast(({ safe }) => safe !== undefined);
  return !isPending && last?.safe === word && now.getTime() - Date.parse(last.at) < day;
};

/** Something was sent in the last day: what the calm page says of it is still so. */
export const isOfToday = ({ sent }: Pick<Response, 'sent'>, now: Date): boolean => now.getTime() - Date.parse(sent.at(-1)?.at ?? '') < day;

export function read(head: Head & { id: string; begunAt: Date; doneAt: Date | null }, sent: readonly Sending[], kept: readonly Kept[]): Response {
  const lastActing = sent.findLastIndex(({ acts }) => acts);
  const lastSafe = sent.findLastIndex(({ safe }) => safe !== undefined);
  return {
    ...head, sent, kept, answers: newest(sent.map(({ answers }) => answers)), late: newest(sent.map(({ late }) => late)),
    isPending: lastActing > lastSafe, hasAsked: lastActing >= 0, safe: lastSafe < 0 ? null : sent[lastSafe]!.safe!
  };
}

/** The first question that was neither answered nor skipped, counted from one; nothing when all were. */
export function nextOf(items: readonly { id: string }[], answers: Answers): number | undefined {
  const at = items.findIndex(({ id }) => !Object.hasOwn(answers, id));
  return at < 0 ? undefined : at + 1;
}
