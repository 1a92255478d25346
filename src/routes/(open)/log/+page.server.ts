import { page } from '#platform/http';
import * as sayings from '#house/sayings';
import * as months from '#safety/months';

export const load = page(async ({ locals: { language } }) => {
  const [log, { lines }] = await Promise.all([months.log(), sayings.conduct(language)]);
  return { log, ways: lines.map(({ title }) => title), language };
});
