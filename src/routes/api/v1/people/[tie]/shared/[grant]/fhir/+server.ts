import { notFound } from '#platform/answers';
import { say } from '#platform/words';
import * as grants from '#care/grants';
import { bundle, consent, resourcesOf } from '#exchange/fhir-rules';
import * as sharing from '#exchange/sharing';
import { asked, fhir } from '../../../../../../answering.ts';

export const GET = asked('shared', async ({ provider, params }) => {
  const { grant, shown } = await sharing.open(provider, params.tie ?? '', params.grant ?? '');
  const known = (await grants.byTie(provider, params.tie ?? '')).find(({ id }) => id === grant.id) ?? notFound();
  const share = { id: known.id, kind: known.kind, givenAt: known.givenAt, lastDay: known.lastDay, provider: provider.name, organisation: provider.organisation };
  const t = (room: string, key: string) => say(provider.language, room, key);
  return fhir(bundle([consent(share, t), ...resourcesOf(shown, t)], new Date()));
});
