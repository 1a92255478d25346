/** What is left of a sheet somebody takes away: nothing is shared any more, and what was agreed on stays with them. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as grants from '#care/grants';
import * as steps from '#care/next-steps';
import * as ties from '#care/ties';
import type { Member } from '#members/members';
import * as sheets from '#toolbox/sheets';
import { today } from '#test/cast';
import { scene } from '#test/scene';
import { actions, load } from './+page.server.ts';
import { actions as onSheet } from './[id]/+page.server.ts';

const event = (member: Member, fields: Record<string, string> = {}, params: Record<string, string> = {}) => {
  const [url, body] = [new URL('http://localhost/space/sheet'), new FormData()];
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return { request: new Request(url, { method: 'POST', body }), locals: { member, language: 'en', path: '/space/sheet' }, params, url } as never;
};
const left = async (member: Member) => (await load(event(member))).left.map((one) => ({ name: one.name, words: one.steps.map(({ words }) => words), done: one.steps.map(({ doneAt }) => doneAt !== null) }));

describe('a sheet that is taken away (TOOL-12)', () => {
  scene('ends what was shared of it, and of nothing else; the steps stay with the member, to tick off and take away', async ({ ada, bo, sol }) => {
    const none = () => [];
    const [gone, kept] = [await sheets.add(ada, (name) => (name === 'say' ? 'Tired' : ''), none), await sheets.add(ada, (name) => (name === 'say' ? 'Better' : ''), none)];
    const tie = (await ties.of(ada))[0]!.id;
    for (const thing of [gone, kept]) {
      const grant = await grants.give(ada, tie, { kind: 'questions', thing }, today());
      await steps.addAs(sol, tie, grant, `Sol rings about ${thing === gone ? 'this' : 'that'}`);
    }
    await steps.add(ada, tie, gone, 'I bring the list');
    expect(await left(ada)).toEqual([]);
    for (let twice = 0; twice < 2; twice++) await sheets.takeAway(ada, gone);
    expect((await grants.byTie(sol, tie)).map(({ thing }) => thing)).toEqual([kept]);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'care.grant.takenBack'`)).toHaveLength(1);
    expect(await left(ada)).toEqual([{ name: 'Sol Berg', words: ['Sol rings about this', 'I bring the list'], done: [false, false] }]);
    expect(await steps.all(bo)).toEqual([]);
    const [first, second] = (await load(event(ada))).left[0]!.steps;
    await expect(actions.tick(event(ada, { step: first!.id, to: 'done' }))).rejects.toMatchObject({ status: 303 });
    await expect(actions.dropStep(event(ada, { step: second!.id }))).rejects.toMatchObject({ status: 303 });
    expect(await left(ada)).toEqual([{ name: 'Sol Berg', words: ['Sol rings about this'], done: [true] }]);
    await expect(onSheet.share(event(ada, { tie }, { id: gone })), 'from another device').rejects.toMatchObject({ status: 404 });
    await ties.end(ada, tie);
    expect(await left(ada), 'also when the tie is over').toHaveLength(1);
  });
});
