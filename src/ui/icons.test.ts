import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { flips, icons } from './icons.ts';

it('draws every icon that has a name, and names every drawing', () => {
  const sprite = readFileSync(new URL('./icons.svg', import.meta.url), 'utf8');
  const drawn = [...sprite.matchAll(/<symbol id="([\w-]+)"/g)].map(([, name]) => name);
  expect(drawn.sort()).toEqual([...icons].sort());
  expect(sprite).not.toMatch(/style=|<script/);
  for (const name of flips) expect(icons).toContain(name);
});
