/** A list that a clinic's program fetches is no look of the provider's own. [NEW-7] */
import { expect } from 'vitest';
import * as grants from '#care/grants';
import * as ties from '#care/ties';
import * as tokens from '#exchange/tokens';
import { scene } from '#test/scene';
import { today } from '#test/cast';
import { GET as shared } from './v1/people/[tie]/shared/+server.ts';

scene('what a program lists stays new on the provider’s page until they look themselves, and after an end it is not there (NEW-7)', async ({ ada, sol, vera }) => {
  const tie = (await ties.of(ada))[0]!.id;
  await grants.give(ada, tie, { kind: 'week' }, today());
  const [token, colleague] = [await tokens.make(sol, { label: 'the ward', scopes: ['shared'], days: '7' }), await tokens.make(vera, { label: 'a colleague', scopes: ['shared'], days: '7' })];
  const list = async (by: string, of = tie) => {
    const answer = await shared({ request: new Request('http://localhost/', { headers: { authorization: `Bearer ${by}` } }), params: { tie: of } } as never);
    return [answer.status, answer.status === 200 ? ((await answer.json()) as { shared: { kind: string }[] }).shared.map(({ kind }) => kind) : []];
  };
  expect(await list(token)).toEqual([200, ['week']]);
  expect(await ties.people(sol)).toMatchObject([{ id: tie, isNew: true, lookedAt: null }]);
  for (const nothing of [await list(colleague), await list(token, 'x'), await list(token, crypto.randomUUID())]) expect(nothing).toEqual([404, []]);
  await ties.end(ada, tie);
  expect(await list(token)).toEqual([404, []]);
});
