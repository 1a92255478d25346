import { describe, expect, it } from 'vitest';
import { asking, sql } from '#db';
import { today } from '#test/cast';
import { scene } from '#test/scene';
import * as papers from '#toolbox/papers';
import * as sheets from '#toolbox/sheets';
import { read } from './shown.ts';
import * as grants from '#care/grants';
import * as ties from '#care/ties';
import { shipped } from '#measures/instrument-rules';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import { mayShareAnswers, readFor, show } from '#measures/results';
import type { Answers } from '#measures/scoring-rules';

const answered = (value: number): Answers => Object.fromEntries(Array.from({ length: 8 }, (_, at) => [String(at + 1), value]));

describe('a shared result (TOOL-10)', () => {
  scene('is the days and the numbers of one set of questions; no answer is ever in it', async ({ ada, sol, vera }) => {
    const [phq, gad] = [instruments.one('phq-8'), instruments.one('gad-7')];
    for (const [instrument, answers] of [[phq, answered(1)], [gad, Object.fromEntries(Object.entries(answered(2)).slice(0, 7))]] as const) {
      const id = await responses.begin(ada, instrument, { language: 'en', isWatched: false });
      await responses.give(ada, id, instrument, answers);
      await responses.finish(ada, id, instrument, instruments.eight());
    }
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    const grant = await grants.give(ada, tie, { kind: 'measure-result', thing: 'phq-8' }, today());
    const count = (as: { id: string }) => asking(as, async () => [(await sql`select 1 from measures.responses`).length, (await sql`select 1 from measures.scores`).length, (await sql`select 1 from measures.answers`).length]);
    expect(await count(sol)).toEqual([0, 0, 0]);
    const look = () => asking(sol, async () => {
      const seen = await readFor((await grants.open(sol, tie, grant)) as grants.Grant<'measure-result'>);
      return { ...seen, rows: await count(sol) };
    });
    expect((await look()).rows).toEqual([0, 0, 0]); // nobody has said yet which filling-ins that is
    await show(ada, 'phq-8', ['phq-8']);
    const seen = await look();
    expect(seen.rows).toEqual([1, 1, 0]); // the other set is not there, for the database either
    expect(seen).toMatchObject({ least: 0, most: 24, higherIs: 'harder', results: [{ total: 8 }] });
    expect(seen.results).toHaveLength(1);
    expect((await count(sol))[2]).toBe(0);
    expect(await count(vera)).toEqual([0, 0, 0]);
    expect(seen.results[0]).toMatchObject({ says: 'mood.mild', given: null });
    await grants.stopAll(ada);
    expect(await count(sol)).toEqual([0, 0, 0]);
  });
  scene('holds the answers where the member ticked that, and only as long', async ({ ada, sol, vera }) => {
    const phq = instruments.one('phq-8');
    const id = await responses.begin(ada, phq, { language: 'en', isWatched: false });
    await responses.give(ada, id, phq, answered(3));
    await responses.give(ada, id, phq, answered(1)); // thought again
    await responses.finish(ada, id, phq, instruments.eight());
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    const answersOf = (as: { id: string }) => asking(as, async () => (await sql`select 1 from measures.answers`).length);
    const look = (grant: string) => asking(sol, async () => read(await grants.open(sol, tie, grant), 'nb'));
    await show(ada, 'phq-8', ['phq-8']);
    const whole = await grants.give(ada, tie, { kind: 'measure-result', thing: 'phq-8', withAnswers: true }, today());
    expect([await answersOf(sol), await answersOf(vera)]).toEqual([0, 0]); // not before it is opened
    const shown = await look(whole);
    expect(shown).toMatchObject({ results: [{ total: 8, answered: [{ n: 1, lang: 'en', chosen: '1' }, {}, {}, {}, {}, {}, {}, { chosen: '1' }] }] });
    await expect(asking(vera, () => grants.open(vera, tie, whole))).rejects.toThrow();
    expect(await grants.give(ada, tie, { kind: 'measure-result', thing: 'phq-8' }, today())).toBe(whole); // shared anew without
    expect(await look(whole)).toMatchObject({ results: [{ total: 8, says: 'mood.mild', answered: [] }] });
    expect(await asking(sol, async () => [(await grants.open(sol, tie, whole)).withAnswers, (await sql`select 1 from measures.answers`).length])).toEqual([false, 0]);
    await grants.give(ada, tie, { kind: 'week', withAnswers: true }, today()); // means nothing elsewhere
    expect((await grants.of(ada)).map(({ withAnswers }) => withAnswers)).toEqual([false, false]);
  });
  it('never holds answers where a question is about harm to oneself, for the sum would tell that one', () => {
    expect(shipped.filter((id) => !mayShareAnswers(instruments.one(id)))).toEqual(['phq-9']);
  });
  scene('stands on a sheet as number and words, for the member and for the provider who is shown the sheet', async ({ ada, sol }) => {
    const phq = instruments.one('phq-8');
    const id = await responses.begin(ada, phq, { language: 'en', isWatched: false });
    await responses.give(ada, id, phq, answered(1));
    await responses.finish(ada, id, phq, instruments.eight());
    const fields: Record<string, string> = { say: 'I am tired.' };
    const sheet = await sheets.add(ada, (name) => fields[name] ?? '', (name) => (name === 'results' ? ['phq-8', 'gad-7', 'x'] : []));
    expect((await sheets.printed(ada, sheet)).results).toMatchObject([{ title: 'PHQ-8', total: 8, most: 24, says: 'mood.mild' }]);
    const [{ id: tie } = { id: '' }] = await ties.of(ada);
    const grant = await grants.give(ada, tie, { kind: 'questions', thing: sheet }, today());
    expect(await asking(sol, async () => read(await grants.open(sol, tie, grant), 'en'))).toMatchObject({ kind: 'questions', results: [{ title: 'PHQ-8', total: 8, says: 'mood.mild' }] });
    const rows = () => asking(sol, async () => {
      await grants.open(sol, tie, grant);
      return (await sql`select 1 from measures.responses`).length;
    });
    const say = (name: string) => fields[name] ?? '';
    expect(await rows()).toBe(1);
    await sheets.change(ada, sheet, say, () => [], 1);
    expect(await rows()).toBe(0); // it names none now
    await sheets.change(ada, sheet, say, (name) => (name === 'results' ? ['phq-8'] : []), 1); // from another device
    const clash = (await papers.earlier(ada, sheet)).find(({ isClash }) => isClash)!;
    await sheets.settle(ada, sheet, clash.id, { take: true });
    expect(await rows()).toBe(1);
  });
});
