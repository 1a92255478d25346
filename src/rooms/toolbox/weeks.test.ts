import { describe, expect, it } from 'vitest';
import { asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as checkIns from '#toolbox/check-ins';
import { dayAfter } from '#toolbox/day-rules';
import * as days from '#toolbox/days';
import * as papers from '#toolbox/papers';
import { isMuch, weekOf } from '#toolbox/week-rules';
import * as weeks from '#toolbox/weeks';
import { scene } from '#test/scene';

const tiny = { words: 'Open the curtains', size: 'tiny', isRest: false };

describe('my week', () => {
  scene('holds tiny steps for their days, and is nobody else’s (TOOL-1)', async ({ ada, bo }) => {
    const { day } = await days.now(ada);
    await weeks.add(ada, { ...tiny, day }, 'once');
    await weeks.add(ada, { ...tiny, day }, 'once');
    const { days: those, today } = await weeks.week(ada);
    expect(those.find((one) => one.day === today)!.steps).toHaveLength(1);
    expect((await weeks.week(bo)).days.flatMap(({ steps }) => steps)).toEqual([]);
    const [step] = await papers.of(ada, 'step');
    await expect(weeks.say(bo, step!.id, 'done')).rejects.toThrow(NotFound);
  });
  scene('shows the steps of a day in the order they were planned', async ({ ada }) => {
    const { day } = await days.now(ada);
    for (const words of ['first', 'second', 'third']) {
      await weeks.add(ada, { ...tiny, words, day });
      await asking(ada, () => sql`update toolbox.papers set made_at = made_at - interval '1 hour' where member_id = ${ada.id} and kind = 'step'`);
    }
    const here = (await weeks.week(ada)).days.find((one) => one.day === day)!;
    expect(here.steps.map(({ content }) => content.words)).toEqual(['first', 'second', 'third']);
  });
  scene('takes done, half of it, moved and let go alike, and said twice each is so once (TOOL-1, ACC-8)', async ({ ada }) => {
    const { day } = await days.now(ada);
    await weeks.add(ada, { ...tiny, day });
    const step = async () => (await papers.of<{ state: string }>(ada, 'step'))[0]!;
    const { id } = await step();
    for (const state of ['done', 'half', 'letGo'] as const) {
      for (const _ of [1, 2]) await weeks.say(ada, id, state);
      expect((await step()).content.state).toBe(state);
    }
    for (const _ of [1, 2]) await weeks.say(ada, id, 'open');
    expect((await step()).content.state).toBe('open');
    await weeks.say(ada, id, 'half');
    for (const _ of [1, 2]) await weeks.moveTo(ada, id, dayAfter(day, 1));
    expect(await step()).toMatchObject({ day: dayAfter(day, 1), content: { state: 'open' } });
    await weeks.say(ada, id, 'done');
    await weeks.moveTo(ada, id, dayAfter(day, 1));
    expect(await step()).toMatchObject({ day: dayAfter(day, 1), content: { state: 'done' } });
    await expect(weeks.moveTo(ada, id, 'some day')).rejects.toThrow(NotFound);
  });
  scene('lets a whole day go, and nothing that is done', async ({ ada }) => {
    const { day } = await days.now(ada);
    for (const words of ['one', 'two']) await weeks.add(ada, { ...tiny, words, day });
    const [first] = await papers.of(ada, 'step');
    await weeks.say(ada, first!.id, 'done');
    await weeks.letDayGo(ada, day);
    expect((await papers.of<{ state: string }>(ada, 'step')).map(({ content }) => content.state).sort()).toEqual(['done', 'letGo']);
  });
  scene('takes another step from a form somebody went back to, each once, done meanwhile or not (NEW-3)', async ({ ada }) => {
    const { day } = await days.now(ada);
    const add = (words: string) => weeks.add(ada, { ...tiny, words, day }, 'one form');
    await add('Open the window');
    await weeks.say(ada, (await papers.of(ada, 'step'))[0]!.id, 'done');
    for (const words of ['Open the window', 'Ring Jo', 'Ring Jo']) await add(words);
    expect((await papers.of<{ words: string }>(ada, 'step')).map(({ content }) => content.words).sort()).toEqual(['Open the window', 'Ring Jo']);
  });
  scene('refuses nothing but too much and nothing at all, with the words given back', async ({ ada }) => {
    const { day } = await days.now(ada);
    await expect(weeks.add(ada, { ...tiny, words: ' ', day })).rejects.toThrow(Refusal);
    await expect(weeks.add(ada, { ...tiny, words: 'x'.repeat(161), day })).rejects.toThrow(Refusal);
    await expect(weeks.add(ada, { ...tiny, day: '2026-02-30' })).rejects.toThrow(NotFound);
    for (let n = 1; n <= 12; n++) await weeks.add(ada, { ...tiny, words: `step ${n}`, day }, `step ${n}`);
    await expect(weeks.add(ada, { ...tiny, day })).rejects.toThrow(Refusal);
    await weeks.add(ada, { ...tiny, words: 'step 12', day }, 'step 12');
    await expect(weeks.add(ada, { ...tiny, words: 'something else', day }, 'step 12')).rejects.toThrow(Refusal);
    expect(await papers.of(ada, 'step')).toHaveLength(12);
  });
  scene('takes another step when one of many was let go, as it says; and a step goes for good, once asked twice (TOOL-1)', async ({ ada, bo }) => {
    const { day } = await days.now(ada);
    for (let n = 1; n <= 12; n++) await weeks.add(ada, { ...tiny, words: `step ${n}`, day });
    const [first, second] = await papers.of(ada, 'step');
    await weeks.say(ada, first!.id, 'letGo');
    await weeks.add(ada, { ...tiny, day });
    await expect(weeks.add(ada, { ...tiny, words: 'one more', day })).rejects.toMatchObject({ key: 'toolbox.refused.muchForADay' });
    await weeks.takeAway(bo, second!.id);
    expect(await papers.of(ada, 'step')).toHaveLength(13);
    for (const _ of [1, 2]) await weeks.takeAway(ada, second!.id);
    await weeks.add(ada, { ...tiny, words: 'one more', day });
    expect(await papers.of(ada, 'step')).toHaveLength(13);
  });
  scene('says when more is planned than there is energy for, and when yesterday was big (VAR-2)', async ({ ada }) => {
    const { day } = await days.now(ada);
    await weeks.add(ada, { ...tiny, size: 'lot', day });
    await weeks.plan(ada, day, '2');
    await weeks.plan(ada, day, '1');
    const fields: Record<string, string> = { wasBig: 'on', when: 'yesterday' };
    await checkIns.keep(ada, (name) => fields[name] ?? '');
    expect((await weeks.week(ada)).days.find((one) => one.day === day)).toMatchObject({ isMuch: true, isAfterBig: true, energy: 1 });
    await expect(weeks.plan(ada, day, '9')).rejects.toThrow(NotFound);
  });
  scene('may have long hopes, which rest, are reached or let go, and keep how they were', async ({ ada, bo }) => {
    await weeks.hope(ada, 'Sing in the choir again', 'It was mine before I was ill.');
    const [goal] = await weeks.goals(ada);
    for (const _ of [1, 2]) await weeks.turn(ada, goal!.id, 'resting');
    expect((await weeks.goals(ada))[0]!.content.state).toBe('resting');
    expect(await papers.earlier(ada, goal!.id)).toHaveLength(1);
    await expect(weeks.turn(bo, goal!.id, 'reached')).rejects.toThrow(NotFound);
    await weeks.drop(ada, goal!.id);
    expect(await weeks.goals(ada)).toEqual([]);
  });
});

describe('the rules of a week', () => {
  it('begin it on Monday, also across a year and a leap day', () => {
    expect(weekOf('2026-11-22')[0]).toBe('2026-11-16');
    expect(weekOf('2026-01-01')).toEqual(['2025-12-29', '2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']);
    expect(weekOf('2024-03-01')).toContain('2024-02-29');
  });
  it('count rest and what was let go as nothing, and say nothing without a plan', () => {
    const step = { size: 'lot', state: 'open', isRest: false } as const;
    expect(isMuch([step], { energy: 1 })).toBe(true);
    expect(isMuch([step], undefined)).toBe(false);
    expect(isMuch([{ ...step, isRest: true }, { ...step, state: 'letGo' }], { energy: 1 })).toBe(false);
    expect(isMuch([step, step], { energy: 4 })).toBe(false);
  });
});
