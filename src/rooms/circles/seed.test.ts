import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as lines from '#circles/lines';
import { plant, type Planted } from '#circles/seed';
import { scene } from '#test/scene';

scene('demo circles are planted whole, and the one that is on can be read', async ({ ada, hanna }) => {
  const [first] = JSON.parse(readFileSync('demo/circles.json', 'utf8')) as Planted[];
  const people = Object.fromEntries(Object.entries(first!.people).filter(([key]) => ['fern', 'linnet'].includes(key)));
  await asHouse(() => plant({ ...first!, people, lines: first!.lines.filter(({ key }) => key in people) }, new Map([['fern', hanna.personaId], ['linnet', ada.personaId]])));
  const [{ code } = { code: '' }] = await asHouse(() => sql<{ code: string }>`select code from circles.circles`);
  expect(await lines.room(ada, code)).toMatchObject({ phase: 'open', session: { here: 2 }, lines: [{ name: 'Honey Spoon' }, { isMine: true }] });
});
