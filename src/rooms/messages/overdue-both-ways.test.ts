/** Letters that were with nobody when their provider left: what hears of it and the clock find them in the same moment. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import * as providers from '#care/providers';
import * as overdue from '#messages/overdue';
import { begun, cover, later } from '#test/letters';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
beforeAll(async () => void (own = await ownHouse('overdue_both_ways')), 60_000);
afterAll(() => own.drop());

it('a letter that was with nobody goes to whoever took over once, and is told of once (NEW-7)', async () => {
  const { ada, sol, vera, iben } = own.cast;
  const ids: string[] = [];
  for (let count = 0; count < 6; count++) ids.push(await begun(ada));
  await overdue.climb(later(new Date(), 60 * 24 * 30)); // nobody covers, nobody answers for it
  await cover(sol, vera);
  await asHouse(() => sql`update care.providers set absent_from = current_date - 1, absent_until = '2099-01-01' where id = ${vera.providerId}`); // with nobody before, and with nobody after
  await asHouse(() => sql`update platform.alarms set seen_at = now()`);
  await providers.end(iben, sol.providerId);

  const went = await Promise.all([overdue.passOn(sol.providerId), overdue.passOnAgain(), overdue.passOn(sol.providerId), overdue.passOnAgain()]);
  expect(went.reduce((all, one) => all + one)).toBe(ids.length);
  const climbs = await asHouse(() => sql<{ conversationId: string }>`select conversation_id from messages.climbs where why = 'left'`);
  expect(climbs.map(({ conversationId }) => conversationId).sort()).toEqual(ids.toSorted());
  expect([await overdue.passOn(sol.providerId), await overdue.passOnAgain()], 'and not again').toEqual([0, 0]);
});
