import { page } from '#platform/http';
import * as duty from '#house/duty';
import * as sayings from '#house/sayings';
import * as log from '#safety/glass-log';
import * as vault from '#vault/vault';

export const load = page(async ({ locals: { language } }) => {
  const [said, here] = await Promise.all([sayings.say(language), duty.now()]);
  // A figure we cannot read is absent.
  const openings = vault.isThere() ? await log.published().catch(() => undefined) : undefined;
  return { openings, said, duty: here, now: new Date(), language };
});
