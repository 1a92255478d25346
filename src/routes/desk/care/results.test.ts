import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import { scene } from '#test/scene';
import * as grants from '#care/grants';
import * as ties from '#care/ties';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import { readFor } from '#measures/results';
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
    const grant = await grants.give(ada, tie, { kind: 'measure-result', thing: 'phq-8' });
    const count = (as: { id: string }) => asking(as, async () => [(await sql`select 1 from measures.responses`).length, (await sql`select 1 from measures.scores`).length, (await sql`select 1 from measures.answers`).length]);
    expect(await count(sol)).toEqual([0, 0, 0]);
    const seen = await asking(sol, async () => readFor((await grants.open(sol, tie, grant)) as grants.Grant<'measure-result'>));
    expect(seen).toMatchObject({ least: 0, most: 24, higherIs: 'harder', results: [{ total: 8 }] });
    expect(seen.results).toHaveLength(1);
    expect((await count(sol))[2]).toBe(0);
    expect(await count(vera)).toEqual([0, 0, 0]);
    await grants.stopAll(ada);
    expect(await count(sol)).toEqual([0, 0, 0]);
  });
});
