import { describe, expect, it } from 'vitest';
import { asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { dayAfter } from '#toolbox/day-rules';
import * as days from '#toolbox/days';
import * as diaries from '#toolbox/diaries';
import { scene } from '#test/scene';
import * as unsent from '#toolbox/unsent';
import { dayIn, formOf, isKept, longestForm, wordsOf } from '#toolbox/unsent-rules';

const fields: [string, string][] = [['once', 'a-form-of-today'], ['words', 'The kettle took ages.'], ['when', 'today']];

describe('a form that came after the sign-in ran out', () => {
  scene('is kept sealed for its member alone, once, until it has arrived (ID-1)', async ({ ada, bo }) => {
    for (const _ of [1, 2]) expect(await unsent.keepFor({ id: ada.id }, '/space/diary?/add', fields)).toBe(true);
    const [form, ...more] = await unsent.of(ada);
    expect(more).toEqual([]);
    expect(wordsOf(form!.content)).toEqual(['The kettle took ages.']);
    expect([await unsent.areThere(ada), await unsent.areThere(bo), await unsent.of(bo)]).toEqual([true, false, []]);
    const [row] = await asking(ada, () => sql<{ sealed: string }>`select sealed from toolbox.papers where id = ${form!.id}`);
    expect(row!.sealed).not.toContain('kettle');
    await expect(unsent.sendAgain(bo, form!.id)).rejects.toThrow(NotFound);
    expect(await unsent.sendAgain(ada, form!.id)).toBe('/space/diary?/add');
    expect(await unsent.of(ada)).toMatchObject([{ content: { again: true } }]);
    const said = Object.fromEntries(fields);
    await diaries.add(ada, (name) => said[name] ?? '', { once: said.once! });
    expect(await unsent.of(ada)).toEqual([]);
  });
  scene('without a name of its own stays until it is let go', async ({ ada, bo }) => {
    await unsent.keepFor(ada, '/space/areas/home?/keep', [['now', 'Noisy again.'], ['version', '2']]);
    const [form] = await unsent.of(ada);
    await unsent.letGo(bo, form!.id);
    expect(await unsent.of(ada)).toHaveLength(1);
    for (const _ of [1, 2]) await unsent.letGo(ada, form!.id);
    expect(await unsent.of(ada)).toEqual([]);
  });
  scene('keeps the day it meant, by the member’s clock, also when it is sent another day', async ({ ada }) => {
    const { day } = await days.now(ada);
    for (const [when, meant] of [['today', day], ['', day], ['yesterday', dayAfter(day, -1)], ['2026-01-02', '2026-01-02']] as const) {
      await unsent.keepFor({ id: ada.id }, '/space/diary?/add', [['words', 'Late, as ever.'], ['when', when]]);
      const [form] = await unsent.of(ada);
      expect([form!.content.fields, dayIn(form!.content)], when).toEqual([[['words', 'Late, as ever.'], ['when', meant]], meant]);
      await unsent.letGo(ada, form!.id);
    }
    await unsent.keepFor({ id: ada.id }, '/space/items?/add', [['name', 'Iron'], ['when', '']]);
    expect((await unsent.of(ada))[0]!.content.fields).toEqual([['name', 'Iron'], ['when', '']]);
  });
  it('says which day it is for, where it is for one', () => {
    const on = (place: string, when: string, day = '', month = '', year = '') => dayIn({ place, fields: [['when', when], ['day', day], ['month', month], ['year', year]] });
    expect([on('/space/note?/save', 'other', '5', '3', '2026'), on('/space/note?/save', 'other', '31', '2', '2026'), on('/space/items?/add', '2026-01-02')]).toEqual(['2026-03-05', undefined, undefined]);
  });
  it('is one of those people write in, with something in it', () => {
    for (const [path, search] of [['/space/diary', '?/add'], ['/space/note', '?/save'], ['/space/items/3f', '?/change'], ['/space/plan/edit', '?/keep'], ['/space/week', '?/add&of=2026-01-01']]) expect(isKept(path!, search!), path).toBe(true);
    for (const [path, search] of [['/space/q/phq-8/1', '?/next'], ['/space/note/later', ''], ['/space/diary/x', '?/takeAway'], ['/space/goals', '?/turn'], ['/space/try/x', '?/keep'], ['/settings/name', '?/keep'], ['/space/diary', ''], ['/space/../settings', '?/add']]) expect(isKept(path!, search!), path).toBe(false);
    expect([formOf('/x', [['once', 'abc'], ['version', '1'], ['words', ' ']]), formOf('/x', [['words', 'x'.repeat(longestForm + 1)]])]).toEqual([undefined, undefined]);
    expect(wordsOf({ place: '/x', fields: [['body', '2'], ['mind', '4'], ['words', 'Kåre']] })).toEqual(['Kåre']);
  });
});
