import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { patterns, tile } from './pattern.ts';

const sprite = readFileSync(new URL('./patterns.svg', import.meta.url), 'utf8');
const many = Array.from({ length: 8000 }, (_, i) => tile(`seed-${i}`));

describe('a tile', () => {
  it('is the same for the same seed, on every machine', () => {
    expect(tile('a1')).toEqual(tile('a1'));
    expect(tile('b3f0c2')).toEqual({ pattern: 'weave', pair: 3, turn: 3 });
  });

  it('is there even for an empty seed', () => {
    expect(patterns).toContain(tile('').pattern);
  });

  it('uses every pattern, pair and turn about equally', () => {
    const counts = new Map<string, number>();
    for (const { pattern, pair, turn } of many) {
      for (const key of [pattern, `pair ${pair}`, `turn ${turn}`]) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(12 + 8 + 4);
    for (const pattern of patterns) expect(counts.get(pattern)).toBeGreaterThan((8000 / 12) * 0.8);
    for (let pair = 1; pair <= 8; pair++) expect(counts.get(`pair ${pair}`)).toBeGreaterThan((8000 / 8) * 0.8);
    for (let turn = 0; turn < 4; turn++) expect(counts.get(`turn ${turn}`)).toBeGreaterThan((8000 / 4) * 0.8);
  });

  it('looks different for seeds that are almost the same', () => {
    const near = ['persona-1', 'persona-2', 'persona-3', 'persona-4'].map((seed) => JSON.stringify(tile(seed)));
    expect(new Set(near).size).toBe(near.length);
  });

  it('has a drawing for every pattern, small and without colour or style of its own', () => {
    for (const pattern of patterns) expect(sprite).toContain(`<symbol id="${pattern}" viewBox="0 0 48 48">`);
    expect(sprite.match(/<symbol/g)).toHaveLength(patterns.length);
    expect(sprite).not.toMatch(/style|script|#[0-9a-f]{3}|https?:(?!\/\/www\.w3\.org\/2000\/svg)/i);
    for (const drawing of sprite.split('\n')) expect(drawing.length).toBeLessThan(1200);
  });
});
