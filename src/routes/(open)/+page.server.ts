import { page } from '#platform/http';
import * as duty from '#house/duty';
import * as opening from '#house/opening';
import * as sayings from '#house/sayings';
import * as answering from '#safety/answering';

export const load = page(async ({ locals: { language } }) => {
  if (!(await opening.isOpen())) return { said: undefined, missing: await opening.missing() };
  const [said, { lines }, here, answered] = await Promise.all([
    sayings.say(language), sayings.conduct(language), duty.now(), answering.answeredWithinADay().catch(() => undefined) // a figure we cannot compute is absent
  ]);
  const { serviceName, hostName, why, opened, elsewhere } = said;
  return { said: { serviceName, hostName, why, opened, elsewhere }, lines, duty: here, answered, now: new Date(), language };
});
