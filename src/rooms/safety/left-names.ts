/**
 * Names somebody took away from a place while something about them waited.
 *
 * They are a member still, so it stays about them: it can be decided, they read
 * why and ask somebody else to look, and it is nothing they, or who knows them,
 * could hold. The database passes it on to a stand-in as the name goes (the
 * migration of 2026-11-28). Nothing of it is shown to another member. Once it is
 * over and its time has passed, this lets it go, and what is left leads to nobody.
 */
import { asHouse, sql } from '#db';
import * as personas from '#members/personas';

/** Lets go what nothing waits for any more. Answers with how many. */
export const letGo = (): Promise<number> => asHouse(async () => {
  const over = await sql<{ id: string }>`select id from members.personas where stands_for is not null and not safety.waits(id)`;
  await personas.letGo(over.map(({ id }) => id));
  return over.length;
});
