/** What must be true of a database before anybody is let in: every table, and the queue's own. */
import { migrate } from '#platform/migrate';

export async function prepare(ownerUrl: string): Promise<string[]> {
  return migrate(ownerUrl);
}
