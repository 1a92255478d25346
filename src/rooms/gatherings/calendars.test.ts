/** Two presses in one moment, over several connections, on a database of its own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as calendars from '#gatherings/calendars';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
beforeAll(async () => void (own = await ownHouse('two_presses')), 60_000);
afterAll(() => own.drop());

it('an address for a calendar that is asked for twice in the same moment is made, and one of the two is in force (MEET-2)', async () => {
  const { ada } = own.cast;
  for (let round = 0; round < 5; round++) {
    const made = await Promise.all([1, 2, 3].map(() => calendars.make(ada, 'Library')));
    expect((await Promise.all(made.map(({ token }) => calendars.feed(token)))).filter(Boolean)).toHaveLength(1);
  }
});
