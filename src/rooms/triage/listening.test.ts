import { describe, expect, it } from 'vitest';
import { directions, heardIn } from '#triage/listening';

const { bias: biases } = directions();

const piece = (seed: number) => Array.from({ length: biases.length }, (_, at) => Math.max(0, Math.sin(seed * 7 + at)));
const rows = (...pieces: number[][]) => Float32Array.from(pieces.flat());
const close = (one: Float32Array, other: Float32Array) => Math.max(...one.map((number, at) => Math.abs(number - other[at]!))) < 1e-5;

describe('what the nets hear in the pieces of a text', () => {
  it('is as much for each text, however long', () => {
    expect(heardIn(rows(piece(1)))).toHaveLength(2 * biases.length);
    expect(heardIn(rows(...Array.from({ length: 120 }, (_, at) => piece(at))))).toHaveLength(2 * biases.length);
  });
  it('does not change when the same is said again, nor with the order', () => {
    expect(close(heardIn(rows(piece(1), piece(1))), heardIn(rows(piece(1))))).toBe(true);
    expect(close(heardIn(rows(piece(1), piece(2), piece(3))), heardIn(rows(piece(3), piece(1), piece(2))))).toBe(true);
  });
  it('keeps the strongest of one piece among many that are silent', () => {
    const silent = Array.from({ length: 80 }, () => piece(1).map(() => 0));
    const [alone, among] = [heardIn(rows(piece(2))), heardIn(rows(...silent, piece(2)))];
    const strongest = (all: Float32Array) => Math.max(...all);
    expect(strongest(among)).toBeCloseTo(strongest(alone), 5);
    expect(close(alone, among)).toBe(false);
  });
});
