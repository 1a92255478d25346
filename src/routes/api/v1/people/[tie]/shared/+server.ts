import * as grants from '#care/grants';
import * as ties from '#care/ties';
import { asked, json } from '../../../../answering.ts';

export const GET = asked('shared', async ({ provider, params }) => {
  const id = params.tie ?? '';
  await ties.check(provider, id);
  return json({ shared: (await grants.byTie(provider, id)).map(({ id: grant, kind, givenAt, lastDay, lastOpenedAt }) => ({ id: grant, kind, since: givenAt, lastDay, lastOpenedAt })) });
});
