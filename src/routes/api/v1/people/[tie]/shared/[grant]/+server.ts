import * as sharing from '#exchange/sharing';
import { asked, json } from '../../../../../answering.ts';

export const GET = asked('shared', async ({ provider, params }) => {
  const { grant, shown } = await sharing.open(provider, params.tie ?? '', params.grant ?? '');
  return json({ id: grant.id, kind: grant.kind, lastDay: grant.lastDay, content: sharing.content(shown, provider.language) });
});
