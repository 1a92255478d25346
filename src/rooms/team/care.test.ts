/** Two presses in one moment, over several connections, on a database of its own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as care from '#team/care';
import { themes } from '#team/care-rules';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
beforeAll(async () => void (own = await ownHouse('spared_twice')), 60_000);
afterAll(() => own.drop());

it('what somebody would rather be spared, sent twice in the same moment, is kept once (NEW-6)', async () => {
  const { mio } = own.cast;
  for (let round = 0; round < 5; round++) {
    const wished = themes.slice(0, 1 + (round % 2));
    await Promise.all([1, 2, 3].map(() => care.spare(mio, wished)));
    expect(await care.spared(mio)).toEqual([...wished].sort());
  }
});
