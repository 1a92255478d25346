import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as papers from '#toolbox/papers';
import { scene } from '#test/scene';

type Words = { words: string };

describe('a paper', () => {
  scene('is read by its own member and by nobody else, not even the house (ID-1)', async ({ ada, bo, iben }) => {
    const id = await papers.add<Words>(ada, 'diary', { words: 'rain and tea' }, { day: '2026-03-29' });
    expect(await papers.one<Words>(ada, 'diary', id)).toMatchObject({ content: { words: 'rain and tea' }, day: '2026-03-29', version: 1 });
    for (const other of [bo, iben]) {
      await expect(papers.one(other, 'diary', id)).rejects.toThrow(NotFound);
      expect(await papers.of(other, 'diary')).toEqual([]);
    }
    await expect(papers.one(ada, 'plan', id)).rejects.toThrow(NotFound);
    expect(await asHouse(() => sql`select 1 from toolbox.papers`)).toEqual([]);
    const [row] = await asking(ada, () => sql<{ sealed: string }>`select sealed from toolbox.papers where id = ${id}`);
    expect(row!.sealed).not.toMatch(/rain and tea/);
  });
  scene('does not open when somebody moved it to another row', async ({ ada }) => {
    const [one, two] = [await papers.add<Words>(ada, 'diary', { words: 'one' }), await papers.add<Words>(ada, 'diary', { words: 'two' })];
    await asking(ada, () => sql`update toolbox.papers set sealed = (select sealed from toolbox.papers where id = ${one}) where id = ${two}`);
    await expect(papers.one(ada, 'diary', two)).rejects.toThrow();
  });
  scene('is written once, however often its form arrives', async ({ ada, bo }) => {
    const first = await papers.add<Words>(ada, 'diary', { words: 'sent from the bus' }, { once: 'form-1' });
    expect(await papers.add<Words>(ada, 'diary', { words: 'sent from the bus' }, { once: 'form-1' })).toBe(first);
    expect(await papers.add<Words>(bo, 'diary', { words: 'another bus' }, { once: 'form-1' })).not.toBe(first);
    expect(await papers.of(ada, 'diary')).toHaveLength(1);
  });
  scene('is written as well with other words in a form somebody went back to, each once (NEW-3)', async ({ ada }) => {
    const write = (words: string) => papers.add<Words>(ada, 'diary', { words }, { form: 'form-went-back' });
    const [bus, train] = [await write('on the bus'), await write('on the train')];
    expect(new Set([bus, train]).size).toBe(2);
    expect([await write('on the bus'), await write('on the train')]).toEqual([bus, train]);
    expect((await papers.of<Words>(ada, 'diary')).map(({ content }) => content.words).sort()).toEqual(['on the bus', 'on the train']);
    const isWritten = (words: string) => papers.isWritten<Words>(ada, { words }, { form: 'form-went-back' });
    expect([await isWritten('on the bus'), await isWritten('on the train'), await isWritten('on foot')]).toEqual([true, true, false]);
  });
  scene('is written as well for another day in a form somebody went back to, each once; not where the day is only when it was written (NEW-3)', async ({ ada }) => {
    const write = (day: string, isStamp = false) => papers.add<Words>(ada, 'mark', { words: 'Infusion' }, { day, form: `form-${isStamp}`, isStamp });
    const [third, later] = [await write('2026-11-03'), await write('2026-11-17')];
    expect([await write('2026-11-03'), await write('2026-11-17')]).toEqual([third, later]);
    expect((await papers.of(ada, 'mark')).map(({ day }) => day)).toEqual(['2026-11-17', '2026-11-03']);
    expect(await write('2026-11-17', true)).toBe(await write('2026-11-03', true));
  });
  scene('is named so that its name tells nobody what stands on it (ID-1)', async ({ ada, bo }) => {
    for (const member of [ada, bo]) for (const words of ['one', 'two']) await papers.add<Words>(member, 'diary', { words }, { form: 'the-same-form' });
    const names = async (member: typeof ada) => (await asking(member, () => sql<{ once: string }>`select once from toolbox.papers where once <> 'the-same-form'`)).map(({ once }) => once);
    expect(await names(ada)).not.toEqual(await names(bo));
  });
  scene('that there is one of its kind has a name that says nothing either, and is written once all the same (ID-1)', async ({ ada, bo }) => {
    for (const member of [ada, bo]) for (const _ of [1, 2]) await papers.add<Words>(member, 'comfort', { words: 'one' }, { once: 'comfort exercise five-things' });
    const names = async (member: typeof ada) => (await asking(member, () => sql<{ once: string }>`select once from toolbox.papers where kind = 'comfort'`)).map(({ once }) => once);
    const [mine, theirs] = [await names(ada), await names(bo)];
    expect([mine.length, theirs.length, mine[0] === theirs[0]]).toEqual([1, 1, false]);
    expect(JSON.stringify([mine, theirs])).not.toMatch(/comfort|exercise|five/);
  });
  scene('stands in the order of its days, within the days asked for', async ({ ada }) => {
    for (const day of ['2024-02-29', '2026-03-29', '2025-10-26']) await papers.add<Words>(ada, 'check-in', { words: day }, { day });
    expect((await papers.of<Words>(ada, 'check-in')).map(({ day }) => day)).toEqual(['2026-03-29', '2025-10-26', '2024-02-29']);
    expect((await papers.of<Words>(ada, 'check-in', { from: '2025-01-01', to: '2025-12-31' })).map(({ content }) => content.words)).toEqual(['2025-10-26']);
  });
  scene('that two devices changed keeps both until its member says which is right', async ({ ada, bo }) => {
    const id = await papers.add<Words>(ada, 'plan', { words: 'ring Jo' });
    expect(await papers.change<Words>(ada, 'plan', id, { words: 'ring Jo, then Mum' }, { basedOn: 1 })).toEqual({ version: 2, clashed: false });
    expect(await papers.change<Words>(ada, 'plan', id, { words: 'ring Ash' }, { basedOn: 1 })).toEqual({ version: 2, clashed: true });
    expect(await papers.one<Words>(ada, 'plan', id)).toMatchObject({ content: { words: 'ring Jo, then Mum' }, hasClash: true });
    const [clash] = await papers.earlier<Words>(ada, id);
    expect(clash).toMatchObject({ content: { words: 'ring Ash' }, isClash: true });
    await expect(papers.settle(bo, 'plan', id, clash!.id, { take: true })).rejects.toThrow(NotFound);
    await papers.settle(ada, 'plan', id, clash!.id, { take: true });
    expect(await papers.one<Words>(ada, 'plan', id)).toMatchObject({ content: { words: 'ring Ash' }, hasClash: false, version: 3 });
    expect((await papers.earlier<Words>(ada, id)).map(({ content, stood }) => [content.words, stood])).toEqual([['ring Jo, then Mum', true]]);
    for (const take of [true, false]) await papers.settle(ada, 'plan', id, clash!.id, { take });
    expect(await papers.one<Words>(ada, 'plan', id), 'settled once more, it stays as it is').toMatchObject({ content: { words: 'ring Ash' }, hasClash: false, version: 3 });
    await expect(papers.settle(bo, 'plan', id, clash!.id, { take: true })).rejects.toThrow(NotFound);
  });
  scene('keeps what another device wrote once, however often that arrives, and says for which papers something waits (TOOL-9, NEW-3)', async ({ ada, bo }) => {
    const id = await papers.add<Words>(ada, 'plan', { words: 'ring Jo' });
    await papers.change<Words>(ada, 'plan', id, { words: 'ring Mum' }, { basedOn: 1 });
    for (const words of ['ring Ash', 'ring Ash', 'ring Bea']) await papers.change<Words>(ada, 'plan', id, { words }, { basedOn: 1 });
    expect((await papers.earlier<Words>(ada, id)).map(({ content }) => content.words).sort()).toEqual(['ring Ash', 'ring Bea']);
    expect([await papers.clashing(ada), await papers.clashing(bo)]).toEqual([[id, id], []]);
    for (const clash of await papers.earlier(ada, id)) for (const _ of [1, 2]) await papers.settle(ada, 'plan', id, clash.id, { take: false });
    expect(await papers.clashing(ada)).toEqual([]);
  });
  scene('that says the same again is not a new version', async ({ ada }) => {
    const id = await papers.add<Words>(ada, 'plan', { words: 'ring Jo' });
    expect(await papers.change<Words>(ada, 'plan', id, { words: 'ring Jo' }, { basedOn: 7 })).toEqual({ version: 1, clashed: false });
  });
  scene('is changed and taken away by its own member only', async ({ ada, bo }) => {
    const id = await papers.add<Words>(ada, 'plan', { words: 'ring Jo' });
    await expect(papers.change<Words>(bo, 'plan', id, { words: 'mine now' }, { basedOn: 1 })).rejects.toThrow(NotFound);
    await papers.takeAway(bo, 'plan', id);
    expect(await papers.of(ada, 'plan')).toHaveLength(1);
    await papers.takeAway(ada, 'plan', id);
    await papers.takeAway(ada, 'plan', id);
    expect(await papers.of(ada, 'plan')).toEqual([]);
    for (const wrong of ['', 'x', '../..']) await expect(papers.one(ada, 'plan', wrong)).rejects.toThrow(NotFound);
  });
  scene('can be read by nobody once its member’s key is gone (ID-1)', async ({ ada }) => {
    const id = await papers.add<Words>(ada, 'diary', { words: 'only mine' });
    const [row] = await asking(ada, () => sql<{ sealed: string }>`select sealed from toolbox.papers where id = ${id}`);
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    expect(await asHouse(() => sql`select 1 from members.seals where member_id = ${ada.id}`)).toEqual([]);
    expect(await asking(ada, () => sql`select 1 from toolbox.papers`)).toEqual([]);
    expect(row!.sealed).not.toContain('only mine');
  });
  scene('may say anything: four scripts, a flag and a megabyte', async ({ ada }) => {
    for (const words of ['ÆØÅ жизнь 生活 حياة 🇳🇴🏳️‍🌈', '👍', 'x'.repeat(1_000_000), '\u0000\u200b']) {
      const id = await papers.add<Words>(ada, 'diary', { words });
      expect((await papers.one<Words>(ada, 'diary', id)).content.words).toBe(words);
    }
  });
});
