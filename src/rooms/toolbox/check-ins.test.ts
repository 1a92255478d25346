import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asking, sql, statements } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as ownClock from '#members/own-clock';
import { close, keyOf } from '#members/sealing';
import * as checkIns from '#toolbox/check-ins';
import { dayAfter } from '#toolbox/day-rules';
import * as days from '#toolbox/days';
import * as papers from '#toolbox/papers';
import * as tools from '#toolbox/tools';
import { scene } from '#test/scene';

const read = (fields: Record<string, string>) => (name: string) => fields[name] ?? '';

describe('a check-in', () => {
  scene('is kept for its own member, today unless they say otherwise (TOOL-13)', async ({ ada, bo }) => {
    const { day } = await days.now(ada);
    const { id } = await checkIns.keep(ada, read({ body: '2', mind: '4' }));
    expect(await checkIns.one(ada, id)).toMatchObject({ day, content: { body: 2, mind: 4 } });
    await expect(checkIns.one(bo, id)).rejects.toThrow(NotFound);
    expect((await checkIns.keep(ada, read({ body: '3', when: 'yesterday' }))).day).toBe(dayAfter(day, -1));
    expect((await checkIns.keep(ada, read({ body: '3', when: 'other', day: '29', month: '2', year: '2024' }))).day).toBe('2024-02-29');
  });
  scene('is about the day in the boxes as soon as one is filled in: "Today" is ticked beforehand (TOOL-13)', async ({ ada }) => {
    const boxes = { day: '5', month: '3', year: '2024' };
    for (const when of ['today', '', 'other']) expect(await checkIns.keep(ada, read({ body: '3', when, ...boxes })), when).toMatchObject({ day: '2024-03-05', isToday: false });
    const { day } = await days.now(ada);
    expect(await checkIns.keep(ada, read({ body: '3', when: 'today', day: ' ', month: '', year: '' }))).toMatchObject({ day, isToday: true });
    expect((await checkIns.keep(ada, read({ body: '3', when: 'yesterday', ...boxes }))).day).toBe(dayAfter(day, -1));
    await expect(checkIns.keep(ada, read({ body: '3', when: 'today', day: '5' }))).rejects.toMatchObject({ key: 'toolbox.refused.day', field: 'day' });
    await checkIns.mark(ada, read({ name: 'Infusion', when: 'today', ...boxes }));
    expect((await papers.of(ada, 'mark')).map(({ day: on }) => on)).toEqual(['2024-03-05']);
  });
  scene('is about a day that has been, and says something', async ({ ada }) => {
    const { day } = await days.now(ada);
    const [year, month, date] = dayAfter(day, 1).split('-');
    for (const wrong of [{ body: '2', when: 'other', day: date!, month: month!, year: year! }, { body: '2', when: 'other', day: '31', month: '2', year: '2026' }, {}, { words: '   ' }] as Record<string, string>[]) {
      await expect(checkIns.keep(ada, read(wrong))).rejects.toThrow(Refusal);
    }
    expect(await papers.of(ada, 'check-in')).toEqual([]);
  });
  scene('is kept once however often its form arrives', async ({ ada }) => {
    const first = await checkIns.keep(ada, read({ body: '1' }), { form: 'a form' });
    expect((await checkIns.keep(ada, read({ body: '1' }), { form: 'a form' })).id).toBe(first.id);
    expect(await papers.of(ada, 'check-in')).toHaveLength(1);
  });
  scene('is kept as well with other words on a page somebody went back to, each once whatever the time (NEW-3)', async ({ ada }) => {
    const keep = async (words: string, at = '08:00') => (await checkIns.keep(ada, read({ words }), { form: 'a page', at })).id;
    const [soup, rain] = [await keep('Soup.'), await keep('Rain.')];
    expect(rain).not.toBe(soup);
    expect([await keep('Soup.', '08:01'), await keep('Rain.', '08:02')]).toEqual([soup, rain]);
    expect((await checkIns.keep(ada, read({ words: 'Soup.', when: 'yesterday' }), { form: 'a page' })).id).not.toBe(soup);
    expect(await papers.of(ada, 'check-in')).toHaveLength(3);
  });
  scene('goes by the member’s own clock', async ({ ada }) => {
    await ownClock.choose(ada, 'pacific/kiritimati');
    expect((await days.now(ada, new Date('2026-11-20T22:00:00Z'))).day).toBe('2026-11-21');
    await ownClock.choose(ada, '');
    await expect(ownClock.choose(ada, 'Mars/Crater')).rejects.toThrow(Refusal);
  });
  scene('may be changed; two devices keep both', async ({ ada }) => {
    const { id } = await checkIns.keep(ada, read({ body: '2' }));
    expect(await checkIns.change(ada, id, read({ body: '3' }), 1)).toEqual({ version: 2, clashed: false });
    expect(await checkIns.change(ada, id, read({ body: '4', words: 'from the other phone' }), 1)).toEqual({ version: 2, clashed: true });
  });
  scene('that is saved empty stays, and says how it is taken away: nothing goes for good at one press (TOOL-9)', async ({ ada }) => {
    const { id } = await checkIns.keep(ada, read({ body: '2', words: 'A good soup.' }));
    for (const version of [1, 7]) await expect(checkIns.change(ada, id, read({}), version)).rejects.toMatchObject({ key: 'toolbox.refused.emptied', field: 'body' });
    expect((await checkIns.one(ada, id)).content.words).toBe('A good soup.');
    for (const _ of [1, 2]) await checkIns.takeAway(ada, id);
    await expect(checkIns.one(ada, id)).rejects.toThrow(NotFound);
  });
  scene('very rough twice within three days offers company, once, and not for every rough day', async ({ ada }) => {
    expect((await checkIns.keep(ada, read({ mind: '1', when: 'yesterday' }))).offer).toBe(false);
    expect((await checkIns.keep(ada, read({ mind: '2' }))).offer).toBe(false);
    expect((await checkIns.keep(ada, read({ mind: '1' }))).offer).toBe(true);
    expect((await checkIns.keep(ada, read({ mind: '1' }))).offer).toBe(false);
  });
  scene('that offered company leaves no trace of it outside of what is sealed, not even in how long that is (ID-1)', async ({ ada }) => {
    for (const mind of ['4', '4', '1', '1']) await checkIns.keep(ada, read({ mind }), { at: '08:00' });
    const rows = await asking(ada, () => sql<{ kind: string; once: string | null; day: string; length: number }>`select kind, once, day::text as day, length(sealed) as length from toolbox.papers where member_id = ${ada.id}`);
    const { day } = await days.now(ada);
    expect(rows).toEqual(rows.map(() => ({ kind: 'check-in', once: null, day, length: rows[0]!.length })));
    expect((await papers.of<checkIns.CheckIn>(ada, 'check-in')).filter(({ content }) => content.offered)).toHaveLength(1);
  });
  scene('that is sent twice is no second rough one, and a correction keeps that company was offered', async ({ ada }) => {
    for (const _ of [1, 2]) expect((await checkIns.keep(ada, read({ mind: '1' }), { form: 'a form' })).offer).toBe(false);
    const { id, offer } = await checkIns.keep(ada, read({ mind: '1' }));
    expect(offer).toBe(true);
    await checkIns.change(ada, id, read({ mind: '1', words: 'Rain.' }), 1);
    expect((await checkIns.keep(ada, read({ mind: '1', words: 'more' }))).offer).toBe(false);
    const old = await papers.add(ada, 'check-in', { body: 2, mind: null, at: '', extra: {}, taken: null, helped: '', words: '', own: {}, wasBig: false }, { day: '2026-01-02' });
    expect(await checkIns.change(ada, old, read({ body: '2' }), 7), 'one of before says the same').toEqual({ version: 1, clashed: false });
  });
  scene('about long ago offers nothing', async ({ ada }) => {
    for (let n = 0; n < 3; n++) expect((await checkIns.keep(ada, read({ mind: '1', when: 'other', day: '1', month: '2', year: '2020' }))).offer).toBe(false);
  });
  scene('asks for the member’s own things too, twelve at most', async ({ ada, bo }) => {
    for (const _ of [1, 2]) await checkIns.addOwnItem(ada, '  fingers ', { once: 'fingers' });
    const [item, ...more] = await checkIns.ownItems(ada);
    expect(more).toEqual([]);
    expect(item!.content.name).toBe('fingers');
    const { id } = await checkIns.keep(ada, read({ [`own-${item!.id}`]: '2' }));
    expect((await checkIns.one(ada, id)).content.own).toEqual({ [item!.id]: 2 });
    await checkIns.dropOwnItem(bo, item!.id);
    await expect(checkIns.turnOwnItem(bo, item!.id, { asked: false })).rejects.toThrow(NotFound);
    expect(await checkIns.ownItems(ada)).toHaveLength(1);
    for (let n = 1; n < 12; n++) await checkIns.addOwnItem(ada, `item ${n}`);
    await checkIns.addOwnItem(ada, 'fingers', { once: 'fingers' });
    await expect(checkIns.addOwnItem(ada, 'other words', { once: 'fingers' })).rejects.toThrow(Refusal);
    await expect(checkIns.addOwnItem(ada, 'one too many')).rejects.toThrow(Refusal);
    await expect(checkIns.addOwnItem(bo, '  ')).rejects.toThrow(Refusal);
  });
  scene('keeps what was noted under something that is no longer asked, through a correction too', async ({ ada }) => {
    await checkIns.addOwnItem(ada, 'fingers');
    const [item] = await checkIns.ownItems(ada);
    const own = { [item!.id]: 2 };
    const { id } = await checkIns.keep(ada, read({ body: '3', [`own-${item!.id}`]: '2' }));
    for (const _ of [1, 2]) await checkIns.turnOwnItem(ada, item!.id, { asked: false });
    expect(await checkIns.ownItems(ada)).toEqual([]);
    expect((await checkIns.notes(ada, 'month')).items).toMatchObject([{ content: { name: 'fingers' } }]);
    await checkIns.change(ada, id, read({ body: '4', [`own-${item!.id}`]: '2' }), 1);
    expect((await checkIns.one(ada, id)).content).toMatchObject({ body: 4, own });
    const late = await checkIns.keep(ada, read({ [`own-${item!.id}`]: '1' }), { form: 'written without a signal' });
    expect(late.content.own).toEqual({ [item!.id]: 1 });
    await checkIns.turnOwnItem(ada, item!.id, { asked: true });
    expect(await checkIns.ownItems(ada)).toHaveLength(1);
    await checkIns.dropOwnItem(ada, item!.id);
    await checkIns.change(ada, id, read({ body: '5' }), 2);
    expect((await checkIns.one(ada, id)).content).toMatchObject({ body: 5, own });
  });
});

describe('my notes', () => {
  scene('hold what was noted between two days, with the days that were marked', async ({ ada, bo }) => {
    const { day } = await days.now(ada);
    await checkIns.keep(ada, read({ body: '3' }));
    await checkIns.keep(ada, read({ body: '3', when: 'other', day: '5', month: '5', year: '2021' }));
    await checkIns.mark(ada, read({ name: 'new medicine' }));
    expect(await checkIns.notes(ada, 'month')).toMatchObject({ to: day, checkIns: [{ day }], marks: [{ content: { words: 'new medicine' } }] });
    expect((await checkIns.notes(ada, 'all')).from).toBe('2021-05-05');
    expect((await checkIns.notes(bo, 'all')).checkIns).toEqual([]);
    await expect(checkIns.notes(ada, 'month', 'tomorrow')).rejects.toThrow(NotFound);
  });
  scene('lead past a gap to what was noted before it, and no further than the first (TOOL-8)', async ({ ada, bo }) => {
    await checkIns.keep(ada, read({ body: '3', when: 'other', day: '5', month: '5', year: '2021' }));
    await checkIns.keep(ada, read({ body: '3', when: 'other', day: '6', month: '5', year: '2021' }));
    await checkIns.keep(bo, read({ body: '3', when: 'other', day: '1', month: '2', year: '2020' }));
    for (const range of ['week', 'month', 'half', 'year'] as const) {
      const { from, checkIns: none } = await checkIns.notes(ada, range);
      expect([none, await checkIns.lastBefore(ada, from)], range).toEqual([[], '2021-05-06']);
      const there = await checkIns.notes(ada, range, '2021-05-06');
      expect(there, range).toMatchObject({ checkIns: [{ day: '2021-05-06' }, { day: '2021-05-05' }] });
      expect(await checkIns.lastBefore(ada, there.from), range).toBe(null);
    }
    await checkIns.mark(ada, read({ name: 'new medicine', when: 'other', day: '7', month: '5', year: '2021' }));
    expect(await checkIns.lastBefore(ada, (await checkIns.notes(ada, 'month')).from), 'a day that was marked, too').toBe('2021-05-07');
  });
  scene('stay on their days when their member flies from one end of the calendar to the other', async ({ ada }) => {
    await ownClock.choose(ada, 'pacific/kiritimati');
    const { day: there } = await days.now(ada);
    await checkIns.keep(ada, read({ body: '2', words: 'Before the flight.' }), { at: '23:59' });
    await ownClock.choose(ada, 'pacific/pago_pago');
    const { day: here } = await days.now(ada);
    expect(here < there).toBe(true);
    await checkIns.keep(ada, read({ body: '4', words: 'After it, a day earlier.' }));
    const { to, checkIns: all } = await checkIns.notes(ada, 'week');
    expect(to).toBe(there);
    expect(all.map(({ day, content }) => [day, content.words])).toEqual([[there, 'Before the flight.'], [here, 'After it, a day earlier.']]);
    expect(all[0]!.content.at).toBe('23:59');
    await checkIns.change(ada, all[0]!.id, read({ body: '3', words: 'Before the flight.', when: there }), 1);
    expect(await checkIns.one(ada, all[0]!.id)).toMatchObject({ day: there, content: { body: 3 } });
  });
  scene('of ten thousand entries are all there', async ({ ada }) => {
    const key = await keyOf(ada);
    const rows = Array.from({ length: 10_000 }, (_, n) => {
      const id = randomUUID();
      const content = { body: 1 + (n % 5), mind: null, at: '', extra: {}, taken: null, helped: '', words: `number ${n}`, own: {}, wasBig: false };
      return { id, sealed: close(key, `toolbox.papers|${id}`, content), day: dayAfter('2026-11-01', -(n % 3000)) };
    });
    await asking(ada, () => sql`
      insert into toolbox.papers (id, member_id, kind, day, sealed)
      select * from unnest(${rows.map(({ id }) => id)}::uuid[], array_fill(${ada.id}::uuid, array[10000]), array_fill('check-in'::text, array[10000]), ${rows.map(({ day }) => day)}::date[], ${rows.map(({ sealed }) => sealed)}::text[])`);
    const { checkIns: all } = await checkIns.notes(ada, 'all');
    expect(new Set(all.map(({ content }) => content.words)).size).toBe(10_000);
  });
  scene('of five years take as few statements as those of a week (PERF)', async ({ ada }) => {
    const { day } = await days.now(ada);
    for (let n = 0; n < 30; n++) await papers.add(ada, 'check-in', { ...(await checkIns.keep(ada, read({ body: '3' }))).content, body: 2 }, { day: dayAfter(day, -n * 60) });
    const count = async (range: checkIns.Range) => {
      const before = statements.count;
      await checkIns.notes(ada, range);
      return statements.count - before;
    };
    await count('week');
    expect(await count('all')).toBe(await count('week'));
    expect(await count('all')).toBeLessThanOrEqual(2); // a clock and the notes; a request adds who is asking, twice, and the session
  });
});

describe('my space', () => {
  scene('hides what its member does not use, and keeps it', async ({ ada, bo }) => {
    await tools.show(ada, ['note'], ['note', 'notes']);
    expect(await tools.hidden(ada)).toEqual(['notes']);
    await tools.show(ada, ['note', 'notes'], ['note', 'notes']);
    expect(await tools.hidden(ada)).toEqual([]);
    expect(await tools.hidden(bo)).toEqual([]);
  });
});
