/** What is given in the moment a tie ends, over several connections. [NEW-7, TOOL-9] */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as grants from '#care/grants';
import * as ties from '#care/ties';
import { today } from '#test/cast';
import { ownHouse, type OwnHouse } from '#test/own-house';

describe('a share in the moment its tie ends', () => {
  let own: OwnHouse;
  beforeAll(async () => void (own = await ownHouse('share_endings')), 60_000);
  afterAll(() => own.drop());
  it('ends with the tie, or is not given: none is left over', async () => {
    const { ada } = own.cast;
    const tie = (await ties.of(ada))[0]!.id;
    let given = () => {};
    const isGiven = new Promise<void>((done) => (given = done));
    const giving = asking(ada, async () => {
      await grants.give(ada, tie, { kind: 'plan' }, today());
      given();
      await new Promise((wait) => setTimeout(wait, 150));
    });
    await isGiven;
    await Promise.all([giving, ties.end(ada, tie)]);
    await expect(grants.give(ada, tie, { kind: 'week' }, today())).rejects.toThrow(NotFound);
    expect(await asHouse(() => sql`select kind from care.grants where tie_id = ${tie} and revoked_at is null`)).toEqual([]);
  });
});
