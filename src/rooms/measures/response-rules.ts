/** What stands in a response, and how it is read from what was sent, page by page. Pure. */
import type { Answers, Score } from '#measures/scoring-rules';
import type { Subthreshold } from '#measures/subthreshold-rules';

export const safeWords = ['yes', 'unsure', 'no', 'skip'] as const;
/** To "Are you safe right now?". It counts nowhere. */
export type SafeWord = (typeof safeWords)[number];
export const isSafeWord = (text: unknown): text is SafeWord => safeWords.includes(text as SafeWord);

/** `isWatched`: the member was told, before the first question, that people see an answer about harm to oneself. */
export type Head = { instrument: string; version: string; language: string; isWatched: boolean };
/** One page that was sent: answers, or the one word on the calm page. `acts` when an answer in it wanted that page. */
export type Sending = { at: string; answers?: Answers; acts?: boolean; safe?: SafeWord };
export type Kept = { score: Score; subthreshold: Subthreshold | null };
export type Response = Head & {
  id: string; begunAt: Date; doneAt: Date | null;
  /** The newest answer to each question. */
  answers: Answers;
  sent: readonly Sending[];
  /** The calm page is due and was not answered. */
  isPending: boolean;
  /** It was due at some time. */
  hasAsked: boolean;
  safe: SafeWord | null;
  /** What each version of the arithmetic made of it, in the order they were made. */
  kept: readonly Kept[];
};

export function read(head: Head & { id: string; begunAt: Date; doneAt: Date | null }, sent: readonly Sending[], kept: readonly Kept[]): Response {
  const lastActing = sent.findLastIndex(({ acts }) => acts);
  const lastSafe = sent.findLastIndex(({ safe }) => safe !== undefined);
  return {
    ...head, sent, kept, answers: Object.assign({}, ...sent.map(({ answers }) => answers ?? {})) as Answers,
    isPending: lastActing > lastSafe, hasAsked: lastActing >= 0, safe: lastSafe < 0 ? null : sent[lastSafe]!.safe!
  };
}

/** The first question that was neither answered nor skipped, counted from one; nothing when all were. */
export function nextOf(items: readonly { id: string }[], answers: Answers): number | undefined {
  const at = items.findIndex(({ id }) => !Object.hasOwn(answers, id));
  return at < 0 ? undefined : at + 1;
}
