/** One shared thing, opened and read in one transaction, whichever room keeps it: the same row for the member to read as when a page opens it. */
import { asking } from '#db';
import { say, type Language } from '#platform/words';
import * as grants from '#care/grants';
import type { Provider } from '#care/providers';
import * as results from '#measures/results';
import * as shares from '#toolbox/shares';

export type Result = results.Result & { /** A QuestionnaireResponse, where the answers are shared. */ response?: Record<string, unknown> | undefined };
export type Shown = shares.Shared | ({ kind: 'measure-result'; instrument: string } & Omit<results.Results, 'results'> & { results: Result[] });
export type Opened = { grant: { id: string; kind: string; lastDay: string; openingId: string }; shown: Shown };

export const open = (provider: Provider, tieId: string, grantId: string): Promise<Opened> => asking(provider, async () => {
  const grant = await grants.open(provider, tieId, grantId);
  const shown = grant.kind === 'measure-result' ? await measured(grant) : await shares.readFor(grant);
  return { grant: { id: grantId, kind: grant.kind, lastDay: grant.lastDay, openingId: grant.openingId }, shown };
});

/** Answers whose questions are not known any more are on no page, so they are in no resource. */
async function measured(grant: grants.Grant<'measure-result'>): Promise<Shown> {
  const found = await results.readFor(grant);
  const isAnswered = ({ given }: results.Result) => given !== null && results.answered(grant.thing, given, given.language).length > 0;
  return { kind: grant.kind, instrument: grant.thing, ...found, results: found.results.map((one, n) => ({ ...one, response: isAnswered(one) ? results.asFhir(grant.thing, one, `response-${n + 1}`) : undefined })) };
}

/** As the JSON form says it: a result in words, and each question with what was chosen where that is shared. */
export function content(shown: Shown, language: Language): Record<string, unknown> {
  const { kind: _, ...rest } = shown;
  const wordsOf = (says: string) => say(language, 'measures', `says.${says}`);
  if (shown.kind === 'questions') return { ...rest, results: shown.results.map(({ says, ...one }) => ({ ...one, words: wordsOf(says) })) };
  if (shown.kind !== 'measure-result') return rest;
  return {
    ...rest,
    results: shown.results.map(({ at, total, says, inLine, given }) => ({
      at, total, words: wordsOf(says), isComparable: inLine,
      ...(given && { answers: results.answered(shown.instrument, given, language).map(({ text, chosen, options }) => ({ question: text, answer: options.find(({ value }) => String(value) === chosen)?.text ?? null, value: /^\d+$/.test(chosen ?? '') ? Number(chosen) : null })) })
    }))
  };
}
