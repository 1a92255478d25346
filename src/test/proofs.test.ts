/** The table of proofs keeps its word: each line names a test that is there and runs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultOf } from '#test/named-tests';

const rows = [...readFileSync('docs/proofs.md', 'utf8').matchAll(/^\| (?!line |---)(.+?) \| (.+?) \| `([^`]+)` (.+?) \|$/gm)].map(([, line, ids, file, title]) => ({ line: line!, ids: ids!, file: file!, title: title! }));

describe('the table of proofs', () => {
  it('names for each line a test that is there and runs', () => {
    expect(rows.length, 'the rows were read').toBeGreaterThan(60);
    expect(readFileSync('docs/proofs.md', 'utf8').split('\n').filter((line) => line.startsWith('| ')).length, 'each row is read, beside the two heads and what stands under them').toBe(rows.length + 4);
    expect(rows.map((row) => faultOf(row)).filter(Boolean)).toEqual([]);
  });
});
