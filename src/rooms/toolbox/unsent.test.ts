import { describe, expect, it } from 'vitest';
import { asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { isWritten } from '#platform/plain-pages';
import type { Member } from '#members/members';
import { dayAfter } from '#toolbox/day-rules';
import * as days from '#toolbox/days';
import * as diaries from '#toolbox/diaries';
import { scene } from '#test/scene';
import * as unsent from '#toolbox/unsent';
import { dayIn, formOf, isKept, isWrittenPlace, longestForm, standsOn, wordsOf, writtenIn } from '#toolbox/unsent-rules';

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
  scene('without a name of its own is kept once, too, and again after it was let go; for another day it is another one (ID-1, NEW-3)', async ({ ada }) => {
    const nameless = (words: string, when = 'today'): [string, string][] => [['words', words], ['when', when]];
    const keep = (words: string, when?: string) => unsent.keepFor(ada, '/space/diary?/add', nameless(words, when));
    for (const words of ['The kettle.', 'The kettle.', 'The lift.']) expect(await keep(words)).toBe(true);
    await keep('The kettle.', 'yesterday');
    expect(await unsent.of(ada)).toHaveLength(3);
    for (const { id } of await unsent.of(ada)) await unsent.letGo(ada, id);
    await keep('The kettle.');
    expect(await unsent.of(ada)).toHaveLength(1);
  });
  const reading = (said: [string, string][]) => (name: string) => Object.fromEntries(said)[name] ?? '';
  const saying = (words: string, when = 'today'): [string, string][] => [['once', 'one form'], ['words', words], ['when', when]];
  const shown = async (member: Member) => (await unsent.of(member)).flatMap(({ content }) => wordsOf(content)).filter((line) => !/^[\d-]+$/.test(line)).sort();
  scene('is kept beside the first when other words were sent with it, each once (ID-1, NEW-3)', async ({ ada }) => {
    for (const words of ['The kettle.', 'The kettle. And the lift.', 'The kettle.']) expect(await unsent.keepFor(ada, '/space/diary?/add', saying(words))).toBe(true);
    expect(await shown(ada)).toEqual(['The kettle.', 'The kettle. And the lift.']);
    const { day } = await days.now(ada);
    await diaries.add(ada, reading(saying('The kettle. And the lift.', day)), { once: 'one form' });
    expect(await shown(ada)).toEqual(['The kettle.']);
  });
  scene('stays when only other words of its form have arrived, or the same for another day; a half goes when its whole is there (ID-1, NEW-3)', async ({ ada }) => {
    await diaries.add(ada, reading(saying('An entry that went.')), { once: 'one form' });
    const mark = unsent.markOf(ada);
    await unsent.keepHalf(ada, writtenIn({ mark, forms: [{ place: '/space/diary?/add', fields: saying('Something else altogether') }] })!);
    await unsent.keepHalf(ada, writtenIn({ mark, forms: [{ place: '/space/diary?/add', fields: saying('An entry that') }] })!);
    await unsent.keepFor(ada, '/space/diary?/add', saying('A third thing.'));
    await unsent.keepFor(ada, '/space/diary?/add', saying('An entry that went.'));
    await unsent.keepFor(ada, '/space/diary?/add', saying('An entry that went.', 'yesterday'));
    for (const _ of [1, 2]) expect(await shown(ada)).toEqual(['A third thing.', 'An entry that went.', 'Something else altogether']);
  });
  scene('sent again from here goes when something was written with its form since, not for what was written before (ID-1, NEW-3)', async ({ ada }) => {
    const first = await diaries.add(ada, reading(saying('An entry that went.')), { once: 'one form' });
    await unsent.keepFor(ada, '/space/diary?/add', saying('A third thing.'));
    await asking(ada, () => sql`update toolbox.papers set made_at = now() - interval '1 minute' where id = ${first}`);
    const [form] = await unsent.of(ada);
    await unsent.sendAgain(ada, form!.id);
    expect(await unsent.of(ada)).toMatchObject([{ content: { again: true } }]);
    await asking(ada, () => sql`update toolbox.papers set made_at = now() + interval '1 minute' where id = ${first}`);
    expect(await unsent.of(ada)).toEqual([]);
  });
  it('stands on a paper when all that was said in it does', () => {
    const on = (place: string, said: [string, string][], content: unknown, day: string | null = null, half = false) => standsOn({ place, fields: said, half }, { content, day });
    const checkIn = { body: 2, mind: 3, at: '08:00', extra: { pain: 1 }, taken: 'yes', helped: '', words: 'A soup\nand rain', own: { abc: 4 }, wasBig: true };
    const said: [string, string][] = [['once', 'x'], ['body', '2'], ['mind', '3'], ['pain', '1'], ['taken', 'yes'], ['words', ' A soup\r\nand rain '], ['own-abc', '4'], ['wasBig', 'on'], ['when', '2026-01-02']];
    expect([on('/space/note?/save', said, checkIn, '2026-01-02'), on('/space/note?/save', said, checkIn, '2026-01-03'), on('/space/note?/save', [...said, ['sleep', '5']], { ...checkIn, extra: { pain: 1, sleep: 4 } }, '2026-01-02'), on('/space/note?/save', [['body', '3'], ['when', '2026-01-02']], checkIn, '2026-01-02')]).toEqual([true, false, false, false]);
    expect([on('/space/goals?/add', [['words', 'Scan']], { words: 'Infusion' }), on('/space/goals?/add', [['words', 'Inf']], { words: 'Infusion' }), on('/space/goals?/add', [['words', 'Inf']], { words: 'Infusion' }, null, true), on('/space/week?/add', [['words', 'Scan'], ['day', '2026-01-02']], { words: 'Scan' }, '2026-01-02')]).toEqual([false, false, true, true]);
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
    await unsent.keepFor({ id: ada.id }, '/space/diary?/add', [['words', 'In the boxes.'], ['when', 'today'], ['day', '5'], ['month', '3'], ['year', '2026']]);
    const [boxes] = await unsent.of(ada);
    expect(dayIn(boxes!.content), 'whoever fills in a box means it (TOOL-13)').toBe('2026-03-05');
    await unsent.letGo(ada, boxes!.id);
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

describe('what stood half written when a device closed', () => {
  const half = (text: string) => [{ place: '/wrong', fields: [['kind', 'upset'], ['words', text], ['letterbox', 'x']] as [string, string][] }];
  scene('is kept sealed for whose page it was, once, also when the page tries again; other words of the same form beside it (ID-1)', async ({ ada, bo }) => {
    const mark = unsent.markOf(ada);
    for (const text of ['Half a sentence', 'Half a sentence', 'Half a sentence, and more']) await unsent.keepHalf({ id: ada.id }, writtenIn({ mark, forms: half(text) })!);
    const forms = await unsent.of(ada);
    expect(forms.map(({ content }) => content)).toEqual(expect.arrayContaining(['Half a sentence', 'Half a sentence, and more'].map((text) => ({ place: '/wrong', fields: [['kind', 'upset'], ['words', text]], half: true }))));
    expect([forms.length, await unsent.of(bo)]).toEqual([2, []]);
    const rows = await asking(ada, () => sql<{ sealed: string; once: string }>`select sealed, once from toolbox.papers where kind = 'unsent'`);
    expect(JSON.stringify(rows)).not.toContain('sentence');
    expect(await unsent.sendAgain(ada, forms[0]!.id)).toBe('/wrong');
    await unsent.keepHalf(bo, writtenIn({ mark, forms: half('Not on my page') })!); // another member signed in here since
    expect(await unsent.of(bo)).toEqual([]);
  });
  it('is none where a secret, who somebody is, an answer to a question or practice may stand, and nothing of another site', () => {
    for (const path of ['/wrong', '/report/x', '/appeals/1', '/talk/c/x/live', '/space/care/messages/new', '/space/diary', '/meet/places', '/settings/name']) expect(isWrittenPlace(path), path).toBe(true);
    for (const path of ['/practice', '/settings/identity', '/settings/keys', '/space/q/a1/2', '/space/unsent', '/search', '/desk/mod', '/wrongly', '/join', '//wrong', 'wrong', '/x/wrong']) expect(isWrittenPlace(path), path).toBe(false);
    const forms = [{ place: '/wrong', fields: [['pass', 'four grey gloves'], ['words', 'with a secret']] }, { place: '//elsewhere/wrong', fields: [['words', 'two words']] }, { place: '/wrong\\', fields: [['words', 'two words']] },
      { place: '/wrong', fields: [['words', 'x'.repeat(longestForm + 1)]] }, { place: '/wrong', fields: [['words', 7]] }, { place: '/wrong', fields: 'words' }, null, { place: '/wrong', fields: [['words', 'a zero\0 byte']] }];
    expect(writtenIn({ mark: 'm', forms })).toEqual({ mark: 'm', forms: [{ place: '/wrong', fields: [['words', 'a zero byte']] }] });
    expect(writtenIn({ mark: 'm', forms: Array.from({ length: 100 }, () => half('many')[0]) })!.forms).toHaveLength(12);
    for (const odd of [undefined, null, 'x', [], {}, { mark: 1, forms: [] }, { mark: 'm' }]) expect(writtenIn(odd)).toBeUndefined();
  });
  it('is known again by its words, not by what a form names a thing with', () => {
    expect(wordsOf({ place: '/x', fields: [['session', '0f8fad5b-d9cb-469f-a165-70867728950e'], ['seed', 'k3Jd83jd_29dkDk3l'], ['aside', 'unquestionably'], ['words', 'A word']] })).toEqual(['unquestionably', 'A word']);
    const forms: [string, string][][] = [[['kind', 'like'], ['text', 'Yes']], [['words', 'two words']], [['kind', 'like'], ['post', '3f'], ['text', ' ']]];
    expect(forms.map((form) => form.some(isWritten))).toEqual([true, true, false]);
  });
});
