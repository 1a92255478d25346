import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as blocks from '#members/blocks';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import type { Member, Steward } from '#members/members';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import { scene } from '#test/scene';
import * as cheers from '#toolbox/cheers';
import * as notToday from '#toolbox/not-today';
import * as weeks from '#toolbox/weeks';

/** Two who have shared their forum names at a café, each by a yes of their own. */
async function share(iben: Steward, ...both: [Member, Member]) {
  const { code: place } = await spaces.open(iben, { kind: 'cafe', name: 'Thursday table', about: '', region: '', area: '', language: 'en' });
  const here = (member: Member) => personas.inPlace(member, place);
  for (const [at, member] of both.entries()) {
    await personas.make(member, place, { name: ['Slow Ferry', 'Grey Mitten'][at]!, pledged: true, keepName: true });
    await ladders.choose(member, await here(member), 'chosen');
    await ladders.reach(member, await here(member), { offers: true, page: 'members' });
  }
  const [one, other] = both;
  await handshakes.sayYes(one, await here(one), (await here(other)).code);
  await handshakes.sayYes(other, await here(other), (await here(one)).code);
}
async function hope(member: Member, words = 'To walk to the corner shop again') {
  await weeks.hope(member, words, '');
  return (await weeks.goals(member))[0]!.id;
}

describe('a hope that others may cheer (TOOL-1, PEER-13)', () => {
  scene('is seen by those who were chosen and nobody else, as one line, and answered with one quiet word', async ({ ada, bo, cleo, iben }) => {
    await share(iben, ada, bo);
    const goal = await hope(ada);
    expect((await cheers.people(ada)).map(({ name }) => name)).toEqual(['bo']);
    expect([await cheers.people(cleo), await cheers.forMe(bo)]).toEqual([[], []]);
    for (const _ of [1, 2]) expect(await cheers.ask(ada, goal, 'To walk to the shop', [bo.code, cleo.code])).toBeUndefined();
    const [seen, ...more] = await cheers.forMe(bo);
    expect([seen, more]).toMatchObject([{ line: 'To walk to the shop', name: 'ada', said: null }, []]);
    expect(JSON.stringify(seen)).not.toContain(ada.id);
    expect(await cheers.forMe(cleo)).toEqual([]);
    expect(await cheers.shownTo(bo, seen!.id, ada.code)).toBe('To walk to the shop');
    for (const [who, code] of [[cleo, ada.code], [ada, ada.code], [bo, cleo.code]] as const) await expect(cheers.shownTo(who, seen!.id, code)).rejects.toThrow(NotFound);
    await expect(cheers.say(cleo, seen!.id, 'mind')).rejects.toThrow(NotFound);
    await expect(cheers.say(bo, seen!.id, 'helped')).rejects.toThrow(NotFound);
    for (const _ of [1, 2]) await cheers.say(bo, seen!.id, 'mind');
    expect(await cheers.mine(ada)).toMatchObject([{ goalId: goal, people: [{ name: 'bo', said: 'mind' }] }]);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'toolbox.cheer.said'`)).toHaveLength(1);
    await cheers.say(bo, seen!.id, '');
    expect(await cheers.mine(ada)).toMatchObject([{ people: [{ said: null }] }]);
    const [row] = await asking(ada, () => sql<{ sealed: string }>`select sealed from toolbox.cheers where goal_id = ${goal}`);
    expect(row!.sealed).not.toContain('shop');
    expect(await asking(cleo, () => sql`select 1 from toolbox.cheers union all select 1 from toolbox.cheerers`)).toEqual([]);
  });
  scene('ends with the names that were shared, a block, or when its member takes it back or away', async ({ ada, bo, iben }) => {
    await share(iben, ada, bo);
    const goal = await hope(ada);
    await cheers.ask(ada, goal, 'To walk to the shop', [bo.code]);
    await cheers.end(bo, goal);
    expect(await cheers.forMe(bo)).toHaveLength(1);
    await cheers.end(ada, goal);
    expect([await cheers.forMe(bo), await cheers.mine(ada)]).toEqual([[], []]);
    await cheers.ask(ada, goal, 'To walk to the shop', [bo.code]);
    const [seen] = await cheers.forMe(bo);
    await blocks.block(bo, ada.code);
    expect([await cheers.forMe(bo), (await cheers.mine(ada))[0]?.people, await cheers.people(ada)]).toEqual([[], [], []]);
    await expect(cheers.say(bo, seen!.id, 'mind')).rejects.toThrow(NotFound);
    await weeks.drop(ada, goal);
    expect(await cheers.mine(ada)).toEqual([]);
  });
  scene('can be answered and told of however many are newer, and ends when it is let go', async ({ ada, bo, iben }) => {
    await share(iben, ada, bo);
    const goals = [];
    for (const words of ['oldest', 'second', 'third', 'fourth']) {
      await weeks.hope(ada, words, '');
      const { id } = (await weeks.goals(ada)).find(({ content }) => content.words === words)!;
      await cheers.ask(ada, id, words, [bo.code]);
      await asking(ada, () => sql`update toolbox.cheers set asked_at = asked_at - interval '1 hour' where member_id = ${ada.id}`);
      goals.push(id);
    }
    const all = await cheers.forMe(bo);
    expect([all.map(({ line }) => line), await cheers.forMe(bo, 3)]).toMatchObject([['fourth', 'third', 'second', 'oldest'], [{}, {}, {}]]);
    const oldest = all.at(-1)!;
    await cheers.say(bo, oldest.id, 'hear');
    expect(await cheers.shownTo(bo, oldest.id, ada.code)).toBe('oldest');
    await weeks.turn(ada, goals[0]!, 'resting');
    expect(await cheers.forMe(bo)).toHaveLength(4);
    await weeks.turn(ada, goals[0]!, 'letGo');
    expect((await cheers.forMe(bo)).map(({ line }) => line)).not.toContain('oldest');
    expect((await cheers.mine(ada)).map(({ goalId }) => goalId)).not.toContain(goals[0]);
    await expect(cheers.say(bo, oldest.id, 'hear')).rejects.toThrow(NotFound);
    await expect(cheers.ask(ada, goals[0]!, 'oldest', [bo.code])).rejects.toThrow(NotFound);
  });
  scene('goes through the guard first, and to nobody with whom no names are shared', async ({ ada, bo, cleo, iben }) => {
    await share(iben, ada, bo);
    const goal = await hope(ada);
    expect((await cheers.ask(ada, goal, 'Ring me on 07700 900142', [bo.code]))?.clues.length).toBeGreaterThan(0);
    expect((await cheers.ask(ada, goal, 'To sit at the table as Slow Ferry again', [bo.code]))?.clues.map(({ kind, words }) => [kind, words]), 'a name of another space (ID-7)').toEqual([['handle', 'Slow Ferry']]);
    expect(await cheers.forMe(bo)).toEqual([]);
    await expect(cheers.ask(ada, goal, 'To walk', [cleo.code])).rejects.toThrow(Refusal);
    await expect(cheers.ask(ada, goal, ' ', [bo.code])).rejects.toThrow(Refusal);
    await expect(cheers.ask(bo, goal, 'Not mine', [ada.code])).rejects.toThrow(NotFound);
  });
});

describe('“not today” (VAR-3)', () => {
  scene('is told to one chosen person with whom names are shared, and to nobody when they no longer are', async ({ ada, bo, cleo, iben }) => {
    await share(iben, ada, bo);
    expect(await notToday.whom(ada)).toBeUndefined();
    await expect(notToday.tell(ada)).rejects.toThrow(NotFound);
    await expect(notToday.choose(ada, cleo.code)).rejects.toThrow(NotFound);
    await notToday.choose(ada, bo.code);
    expect(await notToday.tell(ada)).toBe('bo');
    const told = await asHouse(() => sql<{ data: Record<string, string> }>`select data from platform.events where name = 'toolbox.notToday.told'`);
    expect(told).toMatchObject([{ data: { personaId: ada.personaId, otherId: bo.personaId } }]);
    await asHouse(() => sql`update members.reveals set until = current_date where until is null`);
    expect(await notToday.whom(ada)).toBeUndefined();
    await notToday.choose(ada, '');
    await expect(notToday.tell(ada)).rejects.toThrow(NotFound);
  });
});
