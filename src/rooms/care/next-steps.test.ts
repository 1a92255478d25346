import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { today } from '#test/cast';
import { scene } from '#test/scene';
import * as grants from '#care/grants';
import * as steps from '#care/next-steps';
import * as ties from '#care/ties';

const sheet = 'a-sheet';

describe('agreed next steps (TOOL-11, TOOL-12)', () => {
  scene('are written by both on a sheet that is shared, each their own lines, once each', async ({ ada, sol }) => {
    const tie = (await ties.of(ada))[0]!.id;
    const grant = await grants.give(ada, tie, { kind: 'questions', thing: sheet }, today());
    await steps.add(ada, tie, sheet, 'I ask about the tablets', 'a');
    await steps.add(ada, tie, sheet, 'I ask about the tablets', 'a');
    for (const _ of [1, 2]) await steps.addAs(sol, tie, grant, 'Sol rings the pharmacy', 'b');
    const seen = await asking(sol, async () => steps.readFor((await grants.open(sol, tie, grant)) as grants.Grant<'questions'>, tie));
    expect(seen.map(({ by, words }) => [by, words])).toEqual([['member', 'I ask about the tablets'], ['provider', 'Sol rings the pharmacy']]);
    expect((await steps.of(ada, sheet)).map(({ words }) => words)).toEqual(seen.map(({ words }) => words));
  });
  scene('are two lines with other words from a form somebody went back to', async ({ ada }) => {
    const tie = (await ties.of(ada))[0]!.id;
    for (let twice = 0; twice < 2; twice++) for (const words of ['I ask about the tablets', 'I bring the list']) await steps.add(ada, tie, sheet, words, 'a');
    expect((await steps.of(ada, sheet)).map(({ words }) => words)).toEqual(['I ask about the tablets', 'I bring the list']);
  });
  scene('of the member cannot be changed or taken away by the provider; theirs they may take back', async ({ ada, sol, vera }) => {
    const tie = (await ties.of(ada))[0]!.id;
    const grant = await grants.give(ada, tie, { kind: 'questions', thing: sheet }, today());
    await steps.add(ada, tie, sheet, 'mine');
    await steps.addAs(sol, tie, grant, 'theirs');
    for (const { id } of await steps.of(ada, sheet)) {
      await steps.takeAwayAs(vera, tie, id);
      await steps.takeAwayAs(sol, tie, id);
      expect(await asking(sol, () => sql`update care.next_steps set done_at = now() where id = ${id} returning 1 as done`)).toEqual([]);
    }
    expect((await steps.of(ada, sheet)).map(({ words }) => words)).toEqual(['mine']);
    await expect(asking(sol, () => sql`
      insert into care.next_steps (id, tie_id, member_id, sheet, by, sealed) values (gen_random_uuid(), ${tie}, ${ada.id}, ${sheet}, 'member', 'x')`)).rejects.toThrow('row-level security');
    await expect(steps.addAs(vera, tie, grant, 'not mine to write')).rejects.toThrow(NotFound);
  });
  scene('are no more than forty on a sheet: whoever writes one more is told so, and a form sent twice is not (TOOL-11)', async ({ ada, sol }) => {
    const tie = (await ties.of(ada))[0]!.id;
    const grant = await grants.give(ada, tie, { kind: 'questions', thing: sheet }, today());
    for (let n = 1; n < 39; n++) await steps.add(ada, tie, sheet, `line ${n}`);
    for (const _ of [1, 2]) await steps.add(ada, tie, sheet, 'mine, the last but one', 'a');
    for (const _ of [1, 2]) await steps.addAs(sol, tie, grant, 'theirs, the last', 'b');
    await steps.add(ada, tie, sheet, 'mine, the last but one', 'a'); // the form of before, on a full sheet
    const full = { key: 'care.refused.steps', field: 'words', values: { most: 40 } };
    await expect(steps.addAs(sol, tie, grant, 'one too many', 'c')).rejects.toMatchObject(full);
    await expect(steps.addAs(sol, tie, grant, 'one too many')).rejects.toMatchObject(full);
    await expect(steps.add(ada, tie, sheet, 'one too many', 'd')).rejects.toMatchObject(full);
    expect(await steps.of(ada, sheet)).toHaveLength(40);
  });
  scene('are given back where the tie has ended meanwhile, and by nobody else’s tie there are none', async ({ ada, bo }) => {
    const tie = (await ties.of(ada))[0]!.id;
    await expect(steps.add(bo, tie, sheet, 'not mine to write')).rejects.toThrow(NotFound);
    await ties.end(ada, tie);
    await expect(steps.add(ada, tie, sheet, 'too late')).rejects.toMatchObject({ key: 'care.refused.stepsEnded', field: 'words' });
  });
  scene('end for the provider with the sharing, and stay with the member', async ({ ada, bo, sol }) => {
    const tie = (await ties.of(ada))[0]!.id;
    const grant = await grants.give(ada, tie, { kind: 'questions', thing: sheet }, today());
    await steps.addAs(sol, tie, grant, 'theirs');
    await grants.takeBack(ada, grant);
    await expect(steps.addAs(sol, tie, grant, 'too late')).rejects.toThrow(NotFound);
    expect(await asking(sol, () => sql`select 1 from care.next_steps`)).toEqual([]);
    const [step] = await steps.of(ada, sheet);
    for (const _ of [1, 2]) await steps.tick(ada, step!.id, { done: true });
    expect((await steps.of(ada, sheet))[0]!.doneAt).toBeInstanceOf(Date);
    await expect(steps.tick(bo, step!.id, { done: false })).rejects.toThrow(NotFound);
    expect(await steps.of(bo, sheet)).toEqual([]);
    await expect(steps.add(ada, tie, sheet, ' ')).rejects.toThrow(Refusal);
  });
});
