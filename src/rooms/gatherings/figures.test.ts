import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { say } from '#platform/words';
import { figuresOf, hasSentence, said, type Held } from '#gatherings/figure-rules';
import * as figures from '#gatherings/figures';
import { sentenceOf } from '#gatherings/sentence-rules';
import { scene } from '#test/scene';

/** As in the ReConnect study: 12 cafés, six at each of two sites, three to nine people each, and 17 of 29 who came to one or more. */
const came = [9, 6, 5, 4, 3, 5, 8, 6, 5, 4, 3, 4];
const first = [7, 1, 1, 0, 0, 0, 6, 1, 0, 1, 0, 0];
const reconnect: Held[] = came.map((count, at) => ({ place: at < 6 ? 'one' : 'two', kind: 'cafe', seats: 9, came: count, firstTime: first[at]!, wishesAsked: 1, wishesMet: at === 4 ? 0 : 1, lifts: at % 3 ? 0 : 1 }));

describe('figures of gatherings', () => {
  it('say of ReConnect what ReConnect said: 17 of 29 came to 12 cafés, 3 to 9 each, six at each of two sites', () => {
    const found = figuresOf(reconnect, [{ reason: 'tired', times: 8 }, { reason: 'travel', times: 2 }], 29);
    expect(found).toMatchObject({ held: 12, tried: 17, of: 29, least: 3, most: 9, each: 6, places: 2, areCafes: true, visits: 62, back: 45, lifts: 4, reasons: [{ reason: 'tired', times: 8 }, { reason: 'travel', times: 'few' }] });
    expect(hasSentence(found)).toBe(true);
    expect(sentenceOf(found, (key, values) => say('en', 'gatherings', key, values))).toBe('17 of 29 came to 12 cafés, 3 to 9 each, six at each of two sites.');
    expect(sentenceOf(found, (key, values) => say('nb', 'gatherings', key, values))).toBe('17 av 29 kom til 12 kafeer, 3 til 9 hver gang, seks på hvert av to steder.');
  });
  it('say no number of people that is smaller than the smallest table, nor one from which it could be reckoned', () => {
    expect([0, 1, 2, 3].map(said)).toEqual([0, 'few', 'few', 3]);
    const [one] = reconnect;
    const few = figuresOf([{ ...one!, came: 2, firstTime: 1 }], [{ reason: 'afraid', times: 1 }], 4);
    expect(few).toMatchObject({ visits: 'few', tried: 'few', back: 'few', least: null, most: null, reasons: [{ times: 'few' }] });
    expect(hasSentence(few)).toBe(false);
    expect(figuresOf([{ ...one!, came: 9, firstTime: 7 }], [], 20)).toMatchObject({ tried: 7, back: 'few', visits: 'few' });
    expect(figuresOf([{ ...one!, wishesAsked: 9, wishesMet: 8 }], [], 20).wishes).toEqual({ asked: 9, met: 'few' });
  });
  it('say nothing of what nobody counted, and of nothing that there was nothing', () => {
    expect(figuresOf([{ ...reconnect[0]!, came: null, firstTime: null }], [], 29)).toMatchObject({ held: 1, counted: 0, visits: 0, tried: 0, least: null });
    expect(figuresOf([], [], 0)).toMatchObject({ held: 0, places: 0, each: null });
  });
  scene('are read from what hosts wrote down, without a name', async ({ ada, bo, cleo, iben }) => {
    await asHouse(async () => {
      for (const [at, count] of came.entries()) {
        const place = at < 6 ? '11111111-1111-4111-8111-111111111111' : '22222222-2222-4222-8222-222222222222';
        const [made] = await sql<{ id: string }>`
          insert into gatherings.gatherings (id, code, space, kind, way, time_zone, published_at) values (gen_random_uuid(), ${`code${at}`}, ${place}, 'cafe', 'place', 'Europe/Oslo', now()) returning id`;
        await sql`
          insert into gatherings.sittings (id, code, gathering_id, on_day, starts_at, ends_at, came, first_time, counted_at)
          values (gen_random_uuid(), ${`sitting${at}`}, ${made!.id}, '2025-03-01'::date + ${at}::int, '2025-03-01 12:00+00', '2025-03-01 14:00+00', ${count}, ${first[at]!}, now())`;
      }
      for (const { id } of [ada, bo, cleo]) await sql`insert into members.personas (id, member_id, space) values (gen_random_uuid(), ${id}, '11111111-1111-4111-8111-111111111111')`;
      await sql`insert into members.personas (id, member_id, space) values (gen_random_uuid(), ${ada.id}, '22222222-2222-4222-8222-222222222222')`;
    });
    expect(await figures.between(iben, '2025-01-01', '2025-12-31')).toMatchObject({ held: 12, tried: 17, of: 3, least: 3, most: 9, each: 6, places: 2 });
    expect(await figures.between(iben, '2026-01-01', '2026-01-02')).toMatchObject({ held: 0 });
  });
});
