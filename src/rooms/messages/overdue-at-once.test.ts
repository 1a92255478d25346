/** What the clock and what hears that somebody left pass on in the same moment, over several connections. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import * as providers from '#care/providers';
import * as overdue from '#messages/overdue';
import * as reading from '#messages/reading';
import { begun } from '#test/letters';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
beforeAll(async () => void (own = await ownHouse('overdue_at_once')), 60_000);
afterAll(() => own.drop());

it('a letter whose holder left goes to the next one once, also from one lead to another (NEW-7)', async () => {
  const { ada, sol, vera, iben } = own.cast;
  const lead = async (name: string) => {
    const [added] = await asHouse(() => sql<{ id: string }>`
      insert into care.providers (id, organisation_id, name, role, check_word, lead_since) select ${randomUUID()}, organisation_id, ${name}, 'nurse', ${name}, now() from care.providers where id = ${sol.providerId} returning id`);
    return added!.id;
  };
  const id = await begun(ada);
  const kim = await lead('Kim Dahl');
  for (const providerId of [vera.providerId, sol.providerId]) await providers.end(iben, providerId);
  await overdue.passOn(sol.providerId);
  let holder = kim;
  for (const next of ['Liv Moe', 'Mia Eng']) {
    const following = await lead(next);
    await providers.end(iben, holder);
    const went = await Promise.all([1, 2, 3].map(() => overdue.passOnAgain()));
    expect(went.reduce((all, one) => all + one)).toBe(1);
    holder = following;
  }
  expect((await reading.open(ada, id)).climbs.map(({ step, to }) => [step, to])).toEqual([['cover', 'Kim Dahl'], ['lead', 'Liv Moe'], ['lead', 'Mia Eng']]);
});
