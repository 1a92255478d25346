/** What one grant shows, whichever room keeps it. Inside the transaction that opened it. */
import type { Grant } from '#care/grants';
import * as results from '#measures/results';
import * as shares from '#toolbox/shares';

export type Shown = shares.Shared | ({ kind: 'measure-result' } & results.Results);

export const read = async (grant: Grant): Promise<Shown> =>
  grant.kind === 'measure-result' ? { kind: grant.kind, ...(await results.readFor(grant)) } : shares.readFor(grant);
