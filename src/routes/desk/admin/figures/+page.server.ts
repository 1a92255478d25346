import { page } from '#platform/http';
import * as figures from '#gatherings/figures';
import { steward } from '#members/gate';

const isDay = (text: string | null): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(Date.parse(`${text}T12:00Z`));
const day = (at: Date) => at.toISOString().slice(0, 10);

/** A year back, unless other days are asked for. */
export const load = page(async ({ locals, url }) => {
  const asker = steward(locals);
  const now = new Date();
  const asked = [url.searchParams.get('from'), url.searchParams.get('to')] as const;
  const from = isDay(asked[0]) ? asked[0] : day(new Date(now.getTime() - 365 * 86_400_000));
  const to = isDay(asked[1]) ? asked[1] : day(now);
  return { figures: await figures.between(asker, from, to), from, to };
});
