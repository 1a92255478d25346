import { dayIn } from '#platform/days';
import { page } from '#platform/http';
import { zone } from '#ui/when';
import * as figures from '#gatherings/figures';
import { dayAt } from '#house/workday-rules';
import { steward } from '#members/gate';

const day = (at: Date) => dayAt(at, zone()).toString();

/** A year back, unless other days are asked for. */
export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const now = new Date();
  const [asked, askedTo] = ['from', 'to'].map((name) => dayIn(url.searchParams.get(name) ?? ''));
  const from = asked ?? day(new Date(now.getTime() - 365 * 86_400_000));
  const to = askedTo ?? day(now);
  return { figures: await figures.between(asker, from, to), from, to };
});
