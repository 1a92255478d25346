/** What one grant shows, whichever room keeps it. Inside the transaction that opened it. */
import type { Grant } from '#care/grants';
import type { Asked } from '#measures/asking-rules';
import * as results from '#measures/results';
import * as shares from '#toolbox/shares';

type Result = Omit<results.Result, 'given'> & { /** Empty where answers are not shared. */ answered: Asked[] };
export type Shown = shares.Shared | ({ kind: 'measure-result' } & Omit<results.Results, 'results'> & { results: Result[] });

/** Questions in a language where they have an official wording in it. */
export async function read(grant: Grant, language: string): Promise<Shown> {
  if (grant.kind !== 'measure-result') return shares.readFor(grant);
  const found = await results.readFor(grant);
  return {
    kind: grant.kind, ...found,
    results: found.results.map(({ given, ...result }) => ({ ...result, answered: given ? results.answered(grant.thing, given, language) : [] }))
  };
}
