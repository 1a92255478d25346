/** One shared thing, opened and read in one transaction, whichever room keeps it: the same row for the member to read as when a page opens it. */
import { asking } from '#db';
import * as grants from '#care/grants';
import type { Provider } from '#care/providers';
import * as results from '#measures/results';
import * as shares from '#toolbox/shares';

export type Shown = shares.Shared | ({ kind: 'measure-result'; instrument: string } & results.Results);
export type Opened = { grant: { id: string; kind: string; lastDay: string; openingId: string }; shown: Shown };

export const open = (provider: Provider, tieId: string, grantId: string): Promise<Opened> => asking(provider, async () => {
  const grant = await grants.open(provider, tieId, grantId);
  const shown: Shown = grant.kind === 'measure-result' ? { kind: grant.kind, instrument: grant.thing, ...(await results.readFor(grant)) } : await shares.readFor(grant);
  return { grant: { id: grantId, kind: grant.kind, lastDay: grant.lastDay, openingId: grant.openingId }, shown };
});
