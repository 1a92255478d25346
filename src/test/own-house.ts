/** A house of a test's own: a database with the cast in it, which this process speaks to. For what needs several connections, or cannot be rolled back. */
import { disconnect } from '#db';
import { makeCast, theCast, type Cast } from '#test/cast';
import { ownDatabase, type Own } from '#test/database';

export type OwnHouse = Own & { cast: Cast };

export async function ownHouse(name: string): Promise<OwnHouse> {
  const own = await ownDatabase(name);
  process.env.DATABASE_URL = own.url;
  await makeCast();
  const drop = async () => {
    await disconnect();
    await own.drop();
  };
  return { ...own, cast: await theCast(), drop };
}
